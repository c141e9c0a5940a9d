using System.Reflection;
using AgentBus.Grains.Hosting;
using AgentBus.Storage;

namespace AgentBus.Silo.Options;

/// <summary>All options there are, found in their classes. Reference, schema, checks and tests go by it.</summary>
internal static class SettingsCatalog
{
    /// <summary>Sections that belong to other projects, with their classes.</summary>
    public static IReadOnlyDictionary<string, Type> Others { get; } = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        ["Bus"] = typeof(BusOptions),
        ["Ledger"] = typeof(LedgerOptions),
        ["Queues"] = typeof(QueueOptions),
        ["Storage"] = typeof(SqliteStorageOptions),
    };

    /// <summary>Properties of options that are no settings, since another setting decides them.</summary>
    public static IReadOnlyDictionary<string, string> Derived { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [$"{AgentBusOptions.Section}:Storage:{nameof(SqliteStorageOptions.DataDirectory)}"] = $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.DataDir)}",
        [$"{AgentBusOptions.Section}:Storage:{nameof(SqliteStorageOptions.IdempotencyWindow)}"] = $"{AgentBusOptions.Section}:Bus:{nameof(BusOptions.IdempotencyWindow)}",
    };

    /// <summary>The options, section by section.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        .. Of(AgentBusOptions.Section, typeof(AgentBusOptions)),
        .. Others.SelectMany(static other => Of($"{AgentBusOptions.Section}:{other.Key}", other.Value)),
    ];

    /// <summary>The option of a key; null: there is none.</summary>
    public static Setting? Find(string key) => All.FirstOrDefault(setting => setting.Has(key));

    /// <summary>The properties of a class that can be set.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite);

    private static IEnumerable<Setting> Of(string section, Type type)
    {
        var defaults = Activator.CreateInstance(type)!;
        foreach (var property in Properties(type).Where(static property => OptionTypes.Nested(property.PropertyType) is null))
        {
            if (!Derived.ContainsKey($"{section}:{property.Name}"))
            {
                yield return new Setting($"{section}:{property.Name}", property, property.GetValue(defaults));
            }
        }

        foreach (var property in Properties(type))
        {
            if (OptionTypes.Nested(property.PropertyType) is { } nested)
            {
                var id = nested == property.PropertyType ? "" : $":{Setting.Id}";
                foreach (var setting in Of($"{section}:{property.Name}{id}", nested))
                {
                    yield return setting;
                }
            }
        }
    }
}
