"""The pages of titipan: consignors and what each is owed, goods received, and the cakes of a day."""

from pkkmart.consignment.screen.consignors import ConsignorsPage as ConsignorsPage
from pkkmart.consignment.screen.daily import DailyPage as DailyPage
from pkkmart.consignment.screen.delivery import DeliveryPage as DeliveryPage
