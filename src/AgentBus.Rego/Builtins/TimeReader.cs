using System.Globalization;
using System.Numerics;

namespace AgentBus.Rego.Builtins;

/// <summary>Reads one text by a layout.</summary>
internal sealed class TimeReader(string layout, string value)
{
    private int _at;
    private int _year;
    private int _month = 1;
    private int _day = 1;
    private int? _dayOfYear;
    private int _hour;
    private int _minute;
    private int _second;
    private long _nanosecond;
    private bool? _afternoon;
    private TimeSpan _offset;

    public BigInteger Read()
    {
        var parts = LayoutParts.Of(layout).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            Part(parts[i]);
            var fractionFollows = i + 1 < parts.Count && parts[i + 1][0] is '.' or ',';
            if (parts[i] is "05" or "5" && !(i + 1 < parts.Count && fractionFollows) && _at < value.Length && value[_at] is '.' or ',')
            {
                // Go reads a fraction behind the seconds even where the layout shows none.
                ReadFraction();
            }
        }

        if (_at != value.Length)
        {
            throw Fault("extra text: " + value[_at..]);
        }

        return Compose();
    }

    private void Part(string part)
    {
        switch (part)
        {
            case "2006":
                _year = Number(4, 4);
                break;
            case "06":
                _year = Number(2, 2);
                _year += _year >= 69 ? 1900 : 2000;
                break;
            case "January":
                _month = Name(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames) + 1;
                break;
            case "Jan":
                _month = Name(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames) + 1;
                break;
            case "01" or "1":
                _month = Number(part.Length, 2);
                break;
            case "Monday":
                Name(CultureInfo.InvariantCulture.DateTimeFormat.DayNames);
                break;
            case "Mon":
                Name(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames);
                break;
            case "02" or "2" or "_2":
                _at += part == "_2" && _at < value.Length && value[_at] == ' ' ? 1 : 0;
                _day = Number(part == "02" ? 2 : 1, 2);
                break;
            case "002" or "__2":
                _dayOfYear = Number(1, 3);
                break;
            case "15" or "03" or "3":
                _hour = Number(part.Length, 2);
                break;
            case "04" or "4":
                _minute = Number(part.Length, 2);
                break;
            case "05" or "5":
                _second = Number(part.Length, 2);
                break;
            case "PM" or "pm":
                _afternoon = Name(part == "PM" ? ["AM", "PM"] : ["am", "pm"]) == 1;
                break;
            case "MST":
                Zone();
                break;
            default:
                Other(part);
                break;
        }
    }

    private void Other(string part)
    {
        switch (part[0])
        {
            case '\'':
                if (string.CompareOrdinal(value, _at, part, 1, part.Length - 1) != 0)
                {
                    throw Fault("expected " + part[1..]);
                }

                _at += part.Length - 1;
                break;
            case '.' or ',':
                if (_at < value.Length && value[_at] is '.' or ',')
                {
                    ReadFraction();
                }
                else if (part[1] == '0')
                {
                    throw Fault("expected a fraction");
                }

                break;
            case 'Z' when _at < value.Length && value[_at] == 'Z':
                _at++;
                break;
            default:
                Offset(part.Count(char.IsAsciiDigit), part.Contains(':', StringComparison.Ordinal));
                break;
        }
    }

    private int Number(int least, int most)
    {
        var start = _at;
        while (_at < value.Length && _at - start < most && char.IsAsciiDigit(value[_at]))
        {
            _at++;
        }

        return _at - start >= least ? int.Parse(value.AsSpan(start, _at - start), CultureInfo.InvariantCulture) : throw Fault("expected a number");
    }

    private int Name(string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && string.Compare(value, _at, names[i], 0, names[i].Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                _at += names[i].Length;
                return i;
            }
        }

        throw Fault("expected a name");
    }

    private void ReadFraction()
    {
        var start = ++_at;
        while (_at < value.Length && char.IsAsciiDigit(value[_at]))
        {
            _at++;
        }

        if (_at == start)
        {
            throw Fault("expected digits");
        }

        _nanosecond = long.Parse(value[start.._at].PadRight(9, '0').AsSpan(0, 9), CultureInfo.InvariantCulture);
    }

    private void Zone()
    {
        var start = _at;
        while (_at < value.Length && char.IsAsciiLetterUpper(value[_at]))
        {
            _at++;
        }

        if (_at - start is < 3 or > 5)
        {
            throw Fault("expected a zone");
        }
    }

    private void Offset(int digits, bool colon)
    {
        if (_at >= value.Length || value[_at] is not ('+' or '-'))
        {
            throw Fault("expected an offset");
        }

        var sign = value[_at++] == '-' ? -1 : 1;
        var hours = Number(2, 2);
        var minutes = 0;
        var seconds = 0;
        if (digits >= 4)
        {
            Colon(colon);
            minutes = Number(2, 2);
        }

        if (digits >= 6)
        {
            Colon(colon);
            seconds = Number(2, 2);
        }

        if (hours > 24 || minutes > 59 || seconds > 59)
        {
            throw Fault("offset out of range");
        }

        _offset = sign * new TimeSpan(hours, minutes, seconds);
    }

    private void Colon(bool expected)
    {
        if (expected && (_at >= value.Length || value[_at++] != ':'))
        {
            throw Fault("expected a colon");
        }
    }

    private BigInteger Compose()
    {
        if (_afternoon is { } afternoon)
        {
            _hour = (_hour % 12) + (afternoon ? 12 : 0);
        }

        // Go's years begin at 0, those of .NET at 1; without a year the layout means year 0.
        var year = _year == 0 ? 4 : _year;
        if (_month is < 1 or > 12 || _day < 1 || _day > DateTime.DaysInMonth(year, _month) || _hour > 23 || _minute > 59 || _second > 59)
        {
            throw Fault("out of range");
        }

        var date = _dayOfYear is { } day ? new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day - 1) : new DateTime(year, _month, _day, 0, 0, 0, DateTimeKind.Utc);
        var time = date.AddHours(_hour).AddMinutes(_minute).AddSeconds(_second);
        return ZonedTime.SinceEpoch(time) + _nanosecond - ((BigInteger)_offset.Ticks * 100);
    }

    private BuiltinFault Fault(string why) => BuiltinFault.Of($"parsing time \"{value}\" as \"{layout}\": {why}");
}
