/* data: {key, label, columns: [{key, head, unit, kind, width, sortable}], rows: [{id, parcels, cells}], command,
   first, total, words: {sort}, order: null | [key, descending], server, empty}
   A cell is text, or [text, sort value, code, share]. */

function cellOf(column, cell) {
  const [text, , code, share] = Array.isArray(cell) ? cell : [cell];
  const td = make("td", `k-${column.kind}`);
  if (column.kind === "chip" && code) td.append(chip(code, text));
  else if (column.kind === "swatch" && code) td.append(make("i", `sw sw-${code}`), text);
  else if (column.kind === "bar") {
    const bar = make("span", "bar"), fill = make("i");
    fill.style.width = `${Math.max(0, Math.min(1, share || 0)) * 100}%`;
    bar.append(fill);
    td.append(bar, make("b", "", text));
  } else td.textContent = text;
  if (code === "missing") td.classList.add("missing");
  return td;
}

function headOf(column, order, ask) {
  const th = make("th", `k-${column.kind}`);
  th.scope = "col";
  const words = column.sortable ? make("button", "", column.head) : make("span", "", column.head);
  if (column.unit) words.append(make("small", "", ` ${column.unit}`));
  if (column.sortable) {
    th.setAttribute("aria-sort", order?.[0] !== column.key ? "none" : order[1] ? "descending" : "ascending");
    words.type = "button";
    words.onclick = () => ask([column.key, order?.[0] === column.key ? !order[1] : column.kind === "number" || column.kind === "bar"]);
  }
  th.append(words);
  return th;
}

function worth(cell) {
  return Array.isArray(cell) && cell[1] !== undefined && cell[1] !== null ? cell[1] : Array.isArray(cell) ? null : cell;
}

/** Sorted copy; what is missing stays last whichever way. */
function sorted(rows, columns, order) {
  const at = columns.findIndex((c) => c.key === order?.[0]);
  if (at < 0) return rows;
  const sign = order[1] ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = worth(a.cells[at]), y = worth(b.cells[at]);
    if (x === null || y === null) return (x === null) - (y === null);
    return sign * (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "zh-CN", { numeric: true }));
  });
}

function draw({ data, parentElement, setTriggerValue }) {
  const state = remembered(data.key);
  const order = data.server ? data.order : state.order || data.order;
  const rows = data.server ? data.rows : sorted(data.rows, data.columns, order);
  const box = make("div", "box"), table = make("table"), head = make("thead"), body = make("tbody");
  const group = make("colgroup"), titles = make("tr");
  if (data.height) box.style.maxHeight = `${data.height}px`;
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", data.label);
  table.setAttribute("aria-rowcount", data.total + 1);
  table.style.minWidth = `${data.columns.reduce((sum, c) => sum + c.width, 0)}px`;
  const ask = (wanted) => {
    if (data.server) return setTriggerValue("sorted", wanted);
    state.order = wanted;
    draw({ data, parentElement, setTriggerValue });
    parentElement.querySelectorAll("th")[data.columns.findIndex((c) => c.key === wanted[0])].querySelector("button").focus();
  };
  for (const column of data.columns) {
    const col = make("col");
    col.style.width = `${column.width}px`;
    group.append(col);
    titles.append(headOf(column, order, ask));
  }
  titles.setAttribute("aria-rowindex", 1);
  rows.forEach((row, i) => {
    const tr = make("tr");
    tr.dataset.id = row.id;
    tr.dataset.parcels = row.parcels.join(" ");
    tr.setAttribute("aria-rowindex", data.first + i + 2);
    tr.append(...row.cells.map((cell, j) => cellOf(data.columns[j], cell)));
    body.append(tr);
  });
  head.append(titles);
  table.append(group, head, body);
  box.append(table);
  if (!rows.length) box.append(make("p", "empty", data.empty));
  const items = () => [...body.children];
  swap(parentElement, box);
  rove(box, items, (row) => {
    state.selected = row.dataset.id;
    mark(items(), state);
    setTriggerValue("picked", row.dataset.id);
  }, () => head.offsetHeight);
  shareHover(box, items);
  restore(box, items(), state, data.command, head.offsetHeight);
}

export default draw;
