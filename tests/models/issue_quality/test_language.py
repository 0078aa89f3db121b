"""Which language an issue is in."""

import pytest

from lifesigns.models.issue_quality.language import CHINESE, ENGLISH, OTHER, language_of

TEXTS = {
    "La aplicación se cierra. Cuando pulso Guardar dos veces la aplicación se cierra.": OTHER,
    "No funciona el botón de guardar. Cuando hago clic no pasa nada y aparece un error.": OTHER,
    "L'applicazione si chiude. Quando premo Salva due volte si chiude con un errore.": OTHER,
    "O aplicativo fecha sozinho. Quando clico em salvar duas vezes o aplicativo fecha.": OTHER,
    "L'application plante quand je clique deux fois sur enregistrer, avec une erreur.": OTHER,
    "Absturz beim Speichern. Wenn ich zweimal auf Speichern klicke, stürzt es ab.": OTHER,
    "De app crasht wanneer ik twee keer op opslaan klik. Ik verwacht dat het lukt.": OTHER,
    "Aplikacja się zawiesza. Kiedy klikam dwa razy zapisz, zawiesza się z błędem.": OTHER,
    "Kaydet düğmesine iki kez basınca uygulama çöküyor. Beklenen: dosya kaydedilmeli.": OTHER,
    "Ứng dụng bị treo khi nhấn nút lưu hai lần. Mong đợi: tệp được lưu lại.": OTHER,
    "Aplikasi keluar sendiri ketika saya menekan tombol simpan. Ini tidak dengan benar.": OTHER,
    "保存ボタンを二回押すとアプリが落ちます。": OTHER,
    "点击保存两次后程序崩溃，最后一行丢失了。": CHINESE,
    "Crash on save. Pressing save twice crashes app.": ENGLISH,
    "npm install fails node-gyp error Windows Visual Studio missing": ENGLISH,
    "Printing si_code, si_addr, si_band: wrong names, strace prints garbage lines": ENGLISH,
    "The café's menu crashes when I open it in Zürich, a naïve user would say.": ENGLISH,
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.items())
def test_the_language_of_a_report(text: str, expected: str) -> None:
    """Short reports in languages without word lists are not taken for English, nor terse English
    for another: in English absence is claimed, in others it is not."""
    assert language_of(text) == expected
