"""Which letters can be one Vietnamese syllable: tells Vietnamese read rightly from Vietnamese read in a wrong encoding."""

from __future__ import annotations

import unicodedata

_STARTS = "b ch d đ gi h kh l m n nh p ph r s t th tr v x".split()
_RHYMES = """
a ac ach ai ak am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi ok om on ong ooc oong op ot
ô ôc ôi ôk ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uôc uôi uôm uôn uông uôt uơ uy uya uych uyên uyêt uynh uyp uyt uyu
ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
""".split()
_AFTER_QU = """
a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây e en eo et ê êch ên ênh êt êu
i ich in inh it iu ôc ơ ơi ơn y ych yên yêt ynh yt
""".split()
_TONES = dict.fromkeys(map(ord, "\u0300\u0309\u0303\u0301\u0323"))
_STOPS = ("c", "ch", "k", "p", "t")
_TONES_BEFORE_STOPS = ("\u0301", "\u0323")


def _toneless() -> frozenset[str]:
    """All syllables without tones; c, k, g, gh, ng and ngh go by the vowel that follows."""
    before_front, before_back = ("k", "g", "gh", "ng", "ngh"), ("c", "g", "k", "ng")
    found = {"qu" + rhyme for rhyme in _AFTER_QU}
    for rhyme in _RHYMES:
        starts = before_front if rhyme[0] in "eêiy" else before_back
        found.update(start + rhyme for start in (*_STARTS, *starts, ""))
    # k stands before a back vowel in names of the highlands only, as do b, l and the like before a final k.
    return frozenset(found - {"k" + rhyme for rhyme in _RHYMES if rhyme[0] in "aăâoôơuư" and rhyme != "on"})


_TONELESS = _toneless()


def is_syllable(word: str) -> bool:
    """One syllable with one tone at most, as a dictionary would allow it; case does not matter."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in parts if ord(mark) in _TONES]
    if len(tones) > 1 or not is_like_syllable(word):
        return False
    return not word.lower().endswith(_STOPS) or (bool(tones) and tones[0] in _TONES_BEFORE_STOPS)


def is_like_syllable(word: str) -> bool:
    """The same, however the tones are: with none, or a wrong one, a word is still what somebody meant in Unicode."""
    parts = unicodedata.normalize("NFD", word.lower().replace("ð", "đ")).translate(_TONES)
    return unicodedata.normalize("NFC", parts) in _TONELESS
