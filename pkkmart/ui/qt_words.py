"""The words of Qt's own widgets in the program's language: file dialogs, the menu of a text field, buttons."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from pkkmart.core.i18n import N_, _

_WORDS: Final = {
    # file dialogs
    "Look in:": N_("Lihat di:"),
    "File &name:": N_("&Nama berkas:"),
    "Files of type:": N_("Jenis berkas:"),
    "Directory:": N_("Folder:"),
    "Directories": N_("Folder"),
    "All files (*)": N_("Semua berkas (*)"),
    "&Choose": N_("&Pilih"),
    "Choose": N_("Pilih"),
    "Back": N_("Kembali"),
    "Go back": N_("Kembali"),
    "Forward": N_("Maju"),
    "Go forward": N_("Maju"),
    "Parent Directory": N_("Folder di atasnya"),
    "Go to the parent directory": N_("Ke folder di atasnya"),
    "Create New Folder": N_("Buat folder baru"),
    "Create a New Folder": N_("Buat folder baru"),
    "New Folder": N_("Folder baru"),
    "&New Folder": N_("Folder &baru"),
    "List View": N_("Daftar ringkas"),
    "Change to list view mode": N_("Tampilkan sebagai daftar ringkas"),
    "Detail View": N_("Daftar rinci"),
    "Change to detail view mode": N_("Tampilkan sebagai daftar rinci"),
    "Sidebar": N_("Tempat"),
    "List of places and bookmarks": N_("Daftar tempat"),
    "Files": N_("Berkas"),
    "&Rename": N_("&Ganti nama"),
    "&Delete": N_("&Hapus"),
    "Delete": N_("Hapus"),
    "Show ": N_("Tampilkan "),
    "Show &hidden files": N_("Tampilkan berkas &tersembunyi"),
    "Recent Places": N_("Tempat terakhir"),
    "Remove": N_("Buang"),
    "My Computer": N_("Komputer ini"),
    "Computer": N_("Komputer ini"),
    "Name": N_("Nama"),
    "Size": N_("Ukuran"),
    "Type": N_("Jenis"),
    "Kind": N_("Jenis"),
    "Date Modified": N_("Diubah"),
    "Drive": N_("Disk"),
    "File": N_("Berkas"),
    "Folder": N_("Folder"),
    "File Folder": N_("Folder"),
    "%1 File": N_("Berkas %1"),
    "%1 bytes": N_("%1 bita"),
    "%1 already exists.": N_("%1 sudah ada."),
    "Do you want to replace it?": N_("Ganti dengan yang baru?"),
    "%1 already exists.\nDo you want to replace it?": N_("%1 sudah ada.\nGanti dengan yang baru?"),
    "File not found.": N_("Berkas tidak ada."),
    "Directory not found.": N_("Folder tidak ada."),
    "%1\nFile not found.\nPlease verify the correct file name was given.": N_("%1\nBerkas tidak ada. Periksa namanya."),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": N_(
        "%1\nFolder tidak ada. Periksa namanya."
    ),
    "'%1' is write protected.\nDo you want to delete it anyway?": N_("“%1” dilindungi. Tetap hapus?"),
    "Are you sure you want to delete '%1'?": N_("Hapus “%1”?"),
    "Could not delete directory.": N_("Folder tidak bisa dihapus."),
    # buttons
    "OK": N_("OK"),
    "&OK": N_("&OK"),
    "&Open": N_("&Buka"),
    "Open": N_("Buka"),
    "&Save": N_("&Simpan"),
    "Save": N_("Simpan"),
    "Save As": N_("Simpan sebagai"),
    "Cancel": N_("Batal"),
    "&Cancel": N_("&Batal"),
    "Close": N_("Tutup"),
    "&Close": N_("&Tutup"),
    "&Yes": N_("&Ya"),
    "&No": N_("&Tidak"),
    # the menu of a text field
    "&Undo": N_("&Urungkan"),
    "&Redo": N_("U&langi"),
    "Cu&t": N_("Po&tong"),
    "&Copy": N_("&Salin"),
    "&Paste": N_("&Tempel"),
    "Select All": N_("Pilih semua"),
}
"""What Qt says in English, and what this program says instead; Qt ships no Indonesian."""


class QtWords(QTranslator):
    """Translates Qt's own words by the list above; what is not in it stays as Qt has it."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str | None:
        return _(_WORDS[source]) if source in _WORDS else None


def speak_our_language(app: QApplication) -> None:
    """Have Qt's own widgets speak as the program does; once for an application."""
    if app.findChild(QtWords) is None:
        app.installTranslator(QtWords(app))
