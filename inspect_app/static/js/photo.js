/* Photos: shrunk on the phone one at a time, sent at once under an id of their own. */
(function () {
  "use strict";
  var LONG_SIDE = 1600;
  var MOST_BYTES = 400 * 1024;
  var TRIES = 4;
  var form = window.Fill.form;

  window.Fill.newId = function () {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    var hex = Array.prototype.map.call(bytes, function (byte) {
      return ("0" + byte.toString(16)).slice(-2);
    }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  function decode(file) {
    return new Promise(function (resolve, reject) {
      var image = new Image();
      var url = URL.createObjectURL(file);
      image.onload = function () { resolve({ image: image, url: url }); };
      image.onerror = function () { URL.revokeObjectURL(url); reject(new Error("no image")); };
      image.src = url;
    });
  }

  function encode(canvas, quality) {
    return new Promise(function (resolve) {
      canvas.toBlob(function (blob) {
        if (blob && blob.size > MOST_BYTES && quality > 0.5) {
          resolve(encode(canvas, quality - 0.12));
        } else {
          resolve(blob);
        }
      }, "image/jpeg", quality);
    });
  }

  /* A file that the browser cannot draw is sent as it is: the server tells what is wrong with it. */
  function shrink(file) {
    return decode(file).then(function (decoded) {
      var image = decoded.image;
      var scale = Math.min(1, LONG_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(image.naturalWidth * scale);
      canvas.height = Math.round(image.naturalHeight * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      image.onload = image.onerror = null;
      image.src = "";
      URL.revokeObjectURL(decoded.url);
      return encode(canvas, 0.82).then(function (blob) {
        canvas.width = canvas.height = 0;
        return blob || file;
      });
    }, function () { return file; });
  }

  function pause(milliseconds) {
    return new Promise(function (resolve) { setTimeout(resolve, milliseconds); });
  }

  function send(id, blob, tries) {
    var address = form.dataset.photos + id + "?record=" + form.elements.record.value;
    var request = { method: "PUT", body: blob, redirect: "error", credentials: "same-origin" };
    return fetch(address, request).then(function (answer) {
      if (answer.status === 422) {
        return answer.json().then(function (said) { throw { final: said.error }; });
      }
      if (answer.status === 403) { throw { final: "请重新打开您的个人链接,再选这张照片" }; }
      if (!answer.ok) { throw new Error("not yet"); }
      return answer.json();
    }).then(function (said) {
      /* Only an answer that names our photo is one: a hotel's log-in page is none. */
      if (said.photo !== id) { throw new Error("not yet"); }
    }).catch(function (error) {
      if (error.final || tries <= 1) { throw error; }
      return pause(2000 * (TRIES - tries + 1)).then(function () { return send(id, blob, tries - 1); });
    });
  }

  window.Fill.showPhoto = function (box, id, source) {
    var name = box.dataset.photos;
    var photo = document.createElement("span");
    photo.className = "photo";
    var tick = document.createElement("input");
    tick.type = "checkbox";
    tick.name = name;
    tick.value = id;
    tick.id = name + "-" + id;
    tick.checked = true;
    var label = document.createElement("label");
    label.htmlFor = tick.id;
    var image = document.createElement("img");
    image.alt = "第" + (box.children.length + 1) + "张照片";
    image.src = source;
    label.appendChild(image);
    label.appendChild(document.createTextNode("留着"));
    photo.appendChild(tick);
    photo.appendChild(label);
    box.appendChild(photo);
    return photo;
  };

  function add(input, file) {
    var group = input.closest(".place") || input.closest("fieldset.item");
    var box = group.querySelector(".photos");
    var state = group.querySelector(".photo-state");
    var id = window.Fill.newId();
    state.textContent = "照片正在上传…";
    return shrink(file).then(function (blob) {
      var shown = window.Fill.showPhoto(box, id, URL.createObjectURL(blob));
      return send(id, blob, TRIES).then(function () {
        state.textContent = "照片已送达";
        window.Fill.changed();
      }, function (error) {
        shown.remove();
        state.textContent = error.final || "这张照片没有传上去,请有网络时再选一次";
      });
    });
  }

  var queue = Promise.resolve();
  form.addEventListener("change", function (event) {
    var input = event.target;
    if (input.type !== "file") { return; }
    Array.prototype.slice.call(input.files).forEach(function (file) {
      var upload = { isWaiting: true };
      upload.done = queue = queue.then(function () { return add(input, file); }).then(function () {
        upload.isWaiting = false;
      });
      window.Fill.waitFor.push(upload);
    });
    input.value = "";
  });
})();
