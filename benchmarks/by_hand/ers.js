// elsys/ers: tags of one byte.
const STATES = ["unoccupied", "pending", "occupied"];

// Of each tag the bytes that follow it; 0x3B says so itself.
const SIZES = [];
SIZES[0x01] = SIZES[0x04] = SIZES[0x06] = SIZES[0x07] = SIZES[0x08] = SIZES[0x0a] = SIZES[0x0c] = SIZES[0x0e] = 2;
SIZES[0x15] = SIZES[0x16] = SIZES[0x18] = SIZES[0x19] = SIZES[0x1c] = SIZES[0x20] = SIZES[0x22] = 2;
SIZES[0x02] = SIZES[0x05] = SIZES[0x0d] = SIZES[0x0f] = SIZES[0x11] = SIZES[0x12] = SIZES[0x1a] = SIZES[0x3e] = 1;
SIZES[0x1d] = SIZES[0x1e] = SIZES[0x1f] = SIZES[0x21] = SIZES[0x23] = SIZES[0x24] = SIZES[0x3b] = 1;
SIZES[0x0b] = SIZES[0x10] = SIZES[0x14] = SIZES[0x17] = SIZES[0x1b] = SIZES[0x3c] = SIZES[0x3d] = 4;
SIZES[0x03] = 3;
SIZES[0x09] = 6;
SIZES[0x13] = 65;

function decode(bytes, fPort) {
  const values = {};
  const end = bytes.length;
  let at = 0;
  let probe = 1;
  while (at < end) {
    const tag = bytes[at];
    const size = SIZES[tag];
    if (size === undefined) {
      values.rest = bytes.slice(at);
      break;
    }
    at++;
    if (tag === 0x20 && at === end) break; // seen in the field
    if (at + size > end) throw new Error("tag " + tag + " is cut off");
    switch (tag) {
      case 0x01:
        values.temperature = i16(bytes, at) / 10;
        break;
      case 0x02:
        values.humidity = bytes[at];
        break;
      case 0x03:
        values.acceleration_x = (bytes[at] << 24 >> 24) / 63;
        values.acceleration_y = (bytes[at + 1] << 24 >> 24) / 63;
        values.acceleration_z = (bytes[at + 2] << 24 >> 24) / 63;
        break;
      case 0x04:
        values.illuminance = u16(bytes, at);
        break;
      case 0x05:
        values.motion_count = bytes[at];
        break;
      case 0x06:
        values.co2 = u16(bytes, at);
        break;
      case 0x07:
        values.battery_voltage = u16(bytes, at) / 1000;
        break;
      case 0x08:
        values.input_voltage_1 = u16(bytes, at) / 1000;
        break;
      case 0x09:
        values.latitude = i24le(bytes, at) / 10000;
        values.longitude = i24le(bytes, at + 3) / 10000;
        break;
      case 0x0a:
        values.pulse_count_1_delta = u16(bytes, at);
        break;
      case 0x0b:
        values.pulse_count_1_total = i32(bytes, at) >>> 0;
        break;
      case 0x0c:
        values.temperature_probe_1 = i16(bytes, at) / 10;
        break;
      case 0x0d:
        values.digital_input_1 = bytes[at] !== 0;
        break;
      case 0x0e:
        values.distance = u16(bytes, at);
        break;
      case 0x0f:
        values.vibration_count = bytes[at];
        break;
      case 0x10:
        values.temperature_board = i16(bytes, at) / 10;
        values.temperature_surface = i16(bytes, at + 2) / 10;
        break;
      case 0x11:
        if (bytes[at] < STATES.length) {
          values.occupancy_state = STATES[bytes[at]];
          values.occupancy = bytes[at] !== 0;
          if (values.status) delete values.status;
        } else {
          values.occupancy_state = "unknown_" + bytes[at];
          values.occupancy = null;
          values.status = { occupancy: "fault" };
        }
        break;
      case 0x12:
        values.leak_level = bytes[at];
        values.leak = bytes[at] > 0;
        break;
      case 0x13:
        values.grid_reference = bytes[at];
        for (let pixel = 1; pixel <= 64; pixel++) {
          values["temperature_difference_surface_" + pixel] = bytes[at + pixel] / 10;
        }
        break;
      case 0x14:
        values.pressure = (i32(bytes, at) >>> 0) / 1000;
        break;
      case 0x15:
        values.sound_level_max = bytes[at];
        values.sound_level_mean = bytes[at + 1];
        break;
      case 0x16:
        values.pulse_count_2_delta = u16(bytes, at);
        break;
      case 0x17:
        values.pulse_count_2_total = i32(bytes, at) >>> 0;
        break;
      case 0x18:
        values.input_voltage_2 = u16(bytes, at) / 1000;
        break;
      case 0x19:
        values["temperature_probe_" + ++probe] = i16(bytes, at) / 10;
        break;
      case 0x1a:
        values.digital_input_2 = bytes[at] !== 0;
        break;
      case 0x1b:
        values.input_voltage_3 = i32(bytes, at) / 1000000;
        break;
      case 0x1c:
        values.tvoc = u16(bytes, at);
        break;
      case 0x1d:
        values.iaq = bytes[at];
        break;
      case 0x1e:
        values.generic_bool = bytes[at] !== 0;
        break;
      case 0x1f:
        values.generic_int8 = bytes[at] << 24 >> 24;
        break;
      case 0x20:
        values.generic_int16 = i16(bytes, at);
        break;
      case 0x21:
        values.display_view = bytes[at];
        break;
      case 0x22:
        values.target_temperature = i16(bytes, at) / 10;
        break;
      case 0x23:
        values.fan_speed = bytes[at];
        break;
      case 0x24:
        values.humidity_probe = bytes[at];
        break;
      case 0x3b:
        if (at + 1 + bytes[at] > end) throw new Error("bytes are cut off");
        values.bytes = hex(bytes, at + 1, at + 1 + bytes[at]);
        at += bytes[at];
        break;
      case 0x3c:
        values.crc = i32(bytes, at) >>> 0;
        break;
      case 0x3d:
        values.debug = hex(bytes, at, at + 4);
        break;
      case 0x3e:
        throw new Error("settings are not covered");
    }
    at += size;
  }
  return values;
}

function u16(bytes, at) {
  return bytes[at] << 8 | bytes[at + 1];
}

function i16(bytes, at) {
  return (bytes[at] << 8 | bytes[at + 1]) << 16 >> 16;
}

function i24le(bytes, at) {
  return (bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16) << 8 >> 8;
}

function i32(bytes, at) {
  return bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
}

function hex(bytes, start, end) {
  let text = "";
  for (let at = start; at < end; at++) text += (bytes[at] < 16 ? "0" : "") + bytes[at].toString(16);
  return text;
}
