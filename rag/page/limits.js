// Boxes for days become the browser's own, with its calendar; without this they take a day as it is typed.
() => {
  const dress = () => {  // they are made when the limits are first opened
    const boxes = document.querySelectorAll('#after input, #before input');
    for (const box of boxes) box.type = 'date';
    if (!boxes.length) requestAnimationFrame(dress);
  };
  dress();
}
