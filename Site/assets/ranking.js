// Which sections answer a query, the best first. Names that readers know from elsewhere and words one letter off count
// as well. Loaded with the index of the search; all words come without case and accents.
(() => {
  const names = {
    bptt: "backpropagation through time",
    tbptt: "truncated backpropagation",
    seq2seq: "sequence to sequence",
    autograd: "reverse mode",
    "nn.linear": "dense",
    "nn.rnn": "rnn",
    "nn.lstm": "lstm",
    "nn.gru": "gru",
    "nn.lstmcell": "lstmcell",
    "nn.grucell": "grucell",
    "nn.embedding": "embedding",
    "nn.dropout": "dropout",
    "nn.crossentropyloss": "cross-entropy",
    "nn.multiheadattention": "attention heads",
    clip_grad_norm_: "gradient clipping",
    pack_padded_sequence: "padding lengths",
    pad_packed_sequence: "padding lengths",
  };

  // How many sections hold each word.
  let counted;
  function words(list) {
    if (counted) return counted;
    counted = new Map();
    for (const {folds} of list)
      for (const word of new Set(folds.join(" ").match(/\p{L}{4,}/gu))) counted.set(word, (counted.get(word) ?? 0) + 1);
    return counted;
  }

  // Whether one word becomes the other by one letter too many, too few or wrong, or by two that changed places.
  function isNear(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    let start = 0, end = 0;
    const most = Math.min(one.length, other.length);
    while (start < most && one[start] === other[start]) start++;
    while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end++;
    const [left, right] = [one, other].map((word) => word.slice(start, word.length - end));
    return left.length < 2 && right.length < 2 || left.length === 2 && left === right[1] + right[0];
  }

  function nearest(term, list) {
    let best = term, most = 0;
    for (const [word, count] of words(list)) if (count > most && isNear(term, word)) [best, most] = [word, count];
    return best;
  }

  // Other ways to say or spell a query.
  function respelled(query, list) {
    const terms = query.split(/\s+/), isKnown = (term) => list.some(({folds}) => folds.some((text) => text.includes(term)));
    const ways = [terms.map((term) => names[term] ?? term), terms.map((term) => term.length < 4 || names[term] || isKnown(term) ? term : nearest(term, list))];
    return [...new Set(ways.map((way) => way.join(" ")))].filter((way) => way !== query);
  }

  // Where a term begins a word, or stands within one.
  function places(text, term) {
    const found = [];
    for (let at = text.indexOf(term); at >= 0 && found.length < 50; at = text.indexOf(term, at + term.length))
      found.push({at, isStart: !at || !/[\p{L}\p{N}]/u.test(text[at - 1])});
    return found;
  }

  // Every term must be found; a heading counts most, then the page's title, then the text.
  function score(section, terms) {
    let sum = 0;
    for (const term of terms) {
      const [name, heading, text] = section.folds.map((part) => places(part, term));
      const worth = (list, most) => !list.length ? 0 : list.some((each) => each.isStart) ? most : most / 3;
      const value = worth(heading, 12) + worth(name, 3) + worth(text, 2) * (1 + Math.log(1 + text.length));
      if (!value) return 0;
      sum += value;
    }
    return sum;
  }

  window.unrollPlaces = places;
  window.unrollRank = (list, query) => {
    if (!query) return [[], []];
    const ways = [query, ...respelled(query, list)].map((way) => way.split(/\s+/)), best = new Map();
    for (const terms of ways) for (const section of list) {
      const value = score(section, terms);
      if (value > (best.get(section) ?? 0)) best.set(section, value);
    }
    return [ways.flat(), [...best.keys()].sort((a, b) => best.get(b) - best.get(a))];
  };
})();
