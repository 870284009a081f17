// dragino/lht65: fixed fields whose second half depends on a number in the middle.
const BATTERY = ["ultra_low", "low", "ok", "good"];

function decode(bytes, fPort) {
  if (fPort !== 2) throw new Error("nothing is sent on fPort " + fPort);
  const kind = bytes[6] & 0x3f;
  // Without a sensor, its bytes may be left out.
  const bare = bytes.length === 7 && !(bytes[6] & 0x40) && (kind === 0 || kind === 0x30);
  if (bytes.length < 11 && !bare) throw new Error("payload is cut off");
  const values = {};
  const extension = bytes[6] & 15;
  let size = 11;
  if (i32(bytes, 0) === 0 && i32(bytes, 4) === 0 && !bare) {
    values.message = "no_data";
  } else if (bytes[6] & 0x40) {
    return datalog(bytes);
  } else if (extension === 9 || extension === 10) {
    values.message = extension === 9 ? "temperature_probe_and_time" : "temperature_probe_tmp117_and_time";
    values.temperature = i16(bytes, 2) / 100;
    values.humidity = (u16(bytes, 4) & 0xfff) / 10;
    values.battery_status = BATTERY[bytes[4] >> 6];
    values.extension_disconnected = (bytes[6] & 0x80) !== 0;
    values.time = i32(bytes, 7) >>> 0;
    probe(values, i16(bytes, 0));
  } else if (extension === 15 || kind === 0x10 || kind === 0x20) {
    values.battery_voltage = (u16(bytes, 0) & 0x3fff) / 1000;
    values.battery_status = BATTERY[bytes[0] >> 6];
    values.extension_disconnected = (bytes[6] & 0x80) !== 0;
    if (extension === 15) {
      values.message = "probe_id";
      values.probe_id_high = hex(bytes, 2, 6);
      values.probe_id_low = hex(bytes, 7, 11);
    } else if (kind === 0x10) {
      values.message = "humidity_probe_id";
      values.probe_id = hex(bytes, 2, 6);
      probe(values, i16(bytes, 7));
      values.humidity_probe = (u16(bytes, 9) & 0xfff) / 10;
    } else {
      values.message = "temperature_probe_id";
      values.probe_id_high = hex(bytes, 2, 6);
      probe(values, i16(bytes, 7));
      values.probe_id_low = hex(bytes, 9, 11);
    }
  } else {
    values.battery_voltage = (u16(bytes, 0) & 0x3fff) / 1000;
    values.battery_status = BATTERY[bytes[0] >> 6];
    values.temperature = i16(bytes, 2) / 100;
    values.humidity = (u16(bytes, 4) & 0xfff) / 10;
    values.extension_disconnected = (bytes[6] & 0x80) !== 0;
    switch (extension) {
      case 0:
        values.message = "no_extension";
        break;
      case 1:
        values.message = "temperature_probe";
        probe(values, i16(bytes, 7));
        break;
      case 2:
        values.message = "temperature_probe_tmp117";
        probe(values, i16(bytes, 7));
        break;
      case 4:
        values.message = "interrupt";
        values.digital_input = bytes[7] !== 0;
        values.interrupt = bytes[8] !== 0;
        if (bytes.length === 15) {
          size = 15;
          values.event_count_total = u24(bytes, 9);
          values.interrupt_duration = u24(bytes, 12);
        }
        break;
      case 5:
        values.message = "illumination";
        values.illuminance = u16(bytes, 7);
        break;
      case 6:
        values.message = "analog";
        values.input_voltage = u16(bytes, 7) / 1000;
        break;
      case 7:
        values.message = "counting";
        values.pulse_count_total = u16(bytes, 7);
        break;
      case 8:
        values.message = "counting_32";
        values.pulse_count_total = i32(bytes, 7) >>> 0;
        break;
      case 11:
        values.message = "humidity_probe";
        probe(values, i16(bytes, 7));
        values.humidity_probe = (u16(bytes, 9) & 0xfff) / 10;
        break;
      case 14:
        values.message = "motion";
        values.motion = (bytes[7] & 1) !== 0;
        values.motion_count_total = u24(bytes, 8);
        break;
      default:
        throw new Error("extension " + extension + " is unknown");
    }
  }
  if (bytes.length > size) values.rest = bytes.slice(size);
  return values;
}

function datalog(bytes) {
  if (bytes.length % 11) throw new Error("entry is cut off");
  const logged = bytes[6] & 15; // by the first entry, for all of them
  const records = [];
  for (let at = 0; at < bytes.length; at += 11) {
    if (!(bytes[at + 6] & 0x40)) throw new Error("a live value inside a log");
    const record = {
      time: i32(bytes, at + 7) >>> 0,
      temperature: i16(bytes, at + 2) / 100,
      humidity: (u16(bytes, at + 4) & 0xfff) / 10,
      extension: bytes[at + 6] & 15,
    };
    switch (logged) {
      case 4:
        record.digital_input = bytes[at] !== 0;
        record.interrupt = bytes[at + 1] !== 0;
        break;
      case 5:
        record.illuminance = u16(bytes, at);
        break;
      case 6:
        record.input_voltage = u16(bytes, at) / 1000;
        break;
      case 7:
      case 8:
      case 14:
        record.pulse_count_total = u16(bytes, at);
        break;
      default:
        probe(record, i16(bytes, at));
    }
    records.push(record);
  }
  return { message: "datalog", records };
}

function probe(values, raw) {
  if (raw === 0x7fff) {
    values.temperature_probe = null;
    values.status = { temperature_probe: "not_connected" };
  } else {
    values.temperature_probe = raw / 100;
  }
}

function u16(bytes, at) {
  return bytes[at] << 8 | bytes[at + 1];
}

function i16(bytes, at) {
  return (bytes[at] << 8 | bytes[at + 1]) << 16 >> 16;
}

function u24(bytes, at) {
  return bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2];
}

function i32(bytes, at) {
  return bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
}

function hex(bytes, start, end) {
  let text = "";
  for (let at = start; at < end; at++) text += (bytes[at] < 16 ? "0" : "") + bytes[at].toString(16);
  return text;
}
