(() => {
  const box = document.getElementById("search");
  if (box) {
    const found = document.getElementById("search-found");
    const items = [...document.querySelectorAll(".editions li")];
    box.parentElement.hidden = false;
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLowerCase();
      for (const item of items) item.hidden = !item.textContent.toLowerCase().includes(wanted);
      const left = items.filter((item) => !item.hidden).length;
      found.textContent = wanted ? `${left} found` : "";
    });
  }
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let e = target && target.parentElement; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const e of closed) e.open = true;
  });
  addEventListener("afterprint", () => { for (const e of closed) e.open = false; });
})();
