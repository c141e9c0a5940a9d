using System.Collections;
using System.Globalization;

namespace AgentBus.Silo.Options;

/// <summary>Types and values of options as people read and write them.</summary>
internal static class SettingText
{
    /// <summary>What stands for the value of a secret.</summary>
    public const string Masked = "***";

    /// <summary>The type in a word or two.</summary>
    public static string Type(Type type)
    {
        var plain = OptionTypes.Plain(type);
        return plain == typeof(string) ? "text"
            : plain == typeof(bool) ? "true, false"
            : plain == typeof(TimeSpan) ? "time"
            : plain == typeof(DateTimeOffset) ? "moment"
            : plain.IsEnum ? string.Join(", ", Enum.GetNames(plain))
            : OptionTypes.ListsById(plain) ? "lists by id"
            : OptionTypes.Item(plain) is not null ? "list"
            : "number";
    }

    /// <summary>A value, as it is written into a file of settings; lists with commas.</summary>
    public static string Value(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        string text => text,
        KeyValuePair<string, double> named => $"{named.Key} {Value(named.Value)}",
        IEnumerable items => string.Join(", ", items.Cast<object>().Select(Value)),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}
