/* data: {key, label, cards: [{id, parcels, swatch, title, chips: [[code, word]], amount, unit, line}], command, empty} */

function cardOf(card) {
  const item = make("li");
  item.setAttribute("role", "option");
  item.dataset.id = card.id;
  item.dataset.parcels = card.parcels.join(" ");
  const first = make("div", "first"), name = make("span", "name");
  if (card.swatch) name.append(make("i", `sw sw-${card.swatch}`));
  name.append(make("b", "", card.title), ...card.chips.map(([code, word]) => chip(code, word)));
  const amount = make("span", "amount", card.amount);
  amount.append(make("small", "", ` ${card.unit}`));
  first.append(name, amount);
  item.append(first, make("div", "line", card.line));
  return item;
}

export default function draw({ data, parentElement, setTriggerValue }) {
  const state = remembered(data.key);
  const box = make("div", "box"), list = make("ul");
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", data.label);
  list.append(...data.cards.map(cardOf));
  if (data.cards.length) box.append(list);
  else box.append(make("p", "empty", data.empty));
  const items = () => [...list.children];
  swap(parentElement, box);
  rove(box, items, (item) => {
    state.selected = item.dataset.id;
    mark(items(), state);
    setTriggerValue("picked", item.dataset.id);
  });
  shareHover(box, items);
  restore(box, items(), state, data.command);
}
