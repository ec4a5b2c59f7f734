/* Names as people type them: which of those offered is meant. The same rule as meant_by
   (paper/entry.py) and text.py. */
(function (self) {
  "use strict";
  const INVISIBLE = new RegExp(
    "[\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u115f-\u1160\u17b4-\u17b5" +
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]" +
    "|\ud804[\udcbd\udccd]|\ud80d[\udc30-\udc3f]|\ud82f[\udca0-\udca3]|\ud834[\udd59\udd73-\udd7a]" +
    "|[\udb40-\udb43][\udc00-\udfff]", "g");
  const DOTS = /[\u2022\u30fb\u2027\u2219\u22c5\u2e31\u2e33\u16eb\u25cf\u119e\ua78f]/g;
  const DOT_BETWEEN = /([\u3400-\u9fff])(?:\u0307|\.(?=[\u3400-\u9fff]))/g;
  const SEPARATORS = /[*_·.。,、:/()—–\u2010\u2012\u2015\u2500-]+/g;
  const BETWEEN = /[\s\u0307*_·.。,、:/()—–\u2010\u2012\u2015\u2500-]+/;

  function isInWord(sign) { return sign !== undefined && /[0-9A-Za-z]/.test(sign); }

  /* 1 2 is not 12; all other spaces of a name are padding. */
  function withoutPadding(text) {
    return text.replace(/\s+/g, function (space, at) {
      return isInWord(text[at - 1]) && isInWord(text[at + space.length]) ? " " : "";
    });
  }

  function halved(text) { return text.normalize("NFKC").replace(INVISIBLE, ""); }

  /* What names that look alike have in common. */
  function alike(text) {
    const tight = withoutPadding(halved(text)).replace(/[【〔[]/g, "(").replace(/[】〕\]]/g, ")");
    return tight.replace(DOTS, "·").replace(DOT_BETWEEN, "$1·").toLowerCase();
  }

  /* What names have in common that look alike but for what stands between their parts; 1-2 is not 12. */
  function bare(text) {
    const name = alike(text);
    return name.replace(SEPARATORS, function (signs, at) {
      return isInWord(name[at - 1]) && isInWord(name[at + signs.length]) ? signs : "";
    });
  }

  /* Returns those that are written so, or look alike, or do without their group and separators. */
  function namesAlike(offered, words) {
    if (offered.indexOf(words) >= 0) { return [words]; }
    const typed = alike(words);
    const lookAlike = offered.filter(function (one) { return alike(one) === typed; });
    if (lookAlike.length) { return lookAlike; }
    const found = namesOfShape(alike, offered, words);
    return found.length ? found : namesOfShape(bare, offered, words);
  }

  function namesOfShape(shape, offered, words) {
    const typed = shape(words);
    return offered.filter(function (one) {
      return typed && (shape(one) === typed || shape(withoutGroup(one)) === typed);
    });
  }

  /* What stands before the brackets at the end; a group's own name may have some, too. */
  function withoutGroup(one) {
    let depth = 0;
    for (let place = one.length - 1; place >= 0; place -= 1) {
      if (one[place] === "）") { depth += 1; }
      if (one[place] === "（") { depth -= 1; }
      if (depth <= 0) { return one.endsWith("）") ? one.slice(0, place) : one; }
    }
    return one;
  }

  /* Returns those that have what was typed in them, else those that have each word of it. */
  function namesWith(offered, words) {
    const found = namesWithParts(offered, [bare(words)]);
    return found.length ? found : namesWithParts(offered, parts(words));
  }

  function parts(words) { return halved(words).replace(DOTS, "·").split(BETWEEN).map(bare); }

  /* Returns those with which a word of what was typed, or all of it, begins or ends: 王建国代表, 1、王建国. */
  function namesInWords(offered, words) {
    const typed = [bare(words)].concat(parts(words));
    return offered.filter(function (one) {
      const name = bare(withoutGroup(one));
      return name && typed.some(function (word) { return word.startsWith(name) || word.endsWith(name); });
    });
  }

  function namesWithParts(offered, parts) {
    return offered.filter(function (one) {
      const name = bare(one);
      return parts.every(function (part) { return name.indexOf(part) >= 0; });
    });
  }

  /* Returns which names the words mean, and whether they are but a part of them, or have more beside them. */
  function meant(offered, words) {
    if (!bare(words)) { return { names: [], isPart: false }; }
    const names = namesAlike(offered, words);
    if (names.length) { return { names, isPart: false }; }
    const found = namesWith(offered, words);
    const longer = found.length ? found : namesInWords(offered, words);
    return { names: longer, isPart: true, hasMore: !found.length };
  }

  self.TypedNames = { alike, bare, meant };
})(self);
