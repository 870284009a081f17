// talkpool/oy1210: two numbers of 12 bits in three bytes, and answers on another port.
function decode(bytes, fPort) {
  if (fPort === 2) {
    if (bytes.length < 5) throw new Error("payload is cut off");
    const values = {
      message: "single",
      temperature: ((bytes[0] << 4 | bytes[2] >> 4) - 800) / 10,
      humidity: ((bytes[1] << 4 | bytes[2] & 15) - 250) / 10,
    };
    const co2 = u16(bytes, 3);
    if (co2 === 0xffff) {
      values.co2 = null;
      values.status = { co2: "fault" };
    } else {
      values.co2 = co2;
    }
    if (bytes.length > 5) values.rest = bytes.slice(5);
    return values;
  }
  if (fPort === 1) return answer(bytes);
  throw new Error("nothing is sent on fPort " + fPort);
}

// Of each answer the bytes that it has.
const SIZES = { 0x03: 6, 0x06: 1, 0x0a: 2, 0x20: 1, 0x30: 2, 0x31: 2, 0x32: 2, 0x33: 2, 0x34: 4 };

function answer(bytes) {
  if (bytes.length < 1) throw new Error("answer is cut off");
  if (bytes[0] === 2) return { message: "refused", command: hex(bytes, 1, bytes.length) };
  if (bytes[0] !== 1 || bytes.length < 2) throw new Error("no answer");
  const index = bytes[1];
  const size = SIZES[index];
  if (size === undefined) throw new Error("answer " + index + " is unknown");
  if (bytes.length < 2 + size) throw new Error("answer is cut off");
  const values = { message: "answer" };
  if (index === 0x03) values.firmware_build = hex(bytes, 2, 8);
  else if (index === 0x06) values.supply_voltage = bytes[2] / 40;
  else if (index === 0x0a) values.temperature_board = (u16(bytes, 2) - 5000) / 100;
  else if (index === 0x20) values.status_bits = bytes[2];
  else if (index === 0x30) values.collection_interval = u16(bytes, 2);
  else if (index === 0x31) values.measurements_per_report = u16(bytes, 2);
  else if (index === 0x32) values.co2_threshold_change = u16(bytes, 2);
  else if (index === 0x33) values.co2_threshold = u16(bytes, 2);
  else values.co2_sensor_status = u16(bytes, 2) * 65536 + u16(bytes, 4);
  if (bytes.length > 2 + size) values.rest = bytes.slice(2 + size);
  return values;
}

function u16(bytes, at) {
  return bytes[at] << 8 | bytes[at + 1];
}

function hex(bytes, start, end) {
  let text = "";
  for (let at = start; at < end; at++) text += (bytes[at] < 16 ? "0" : "") + bytes[at].toString(16);
  return text;
}
