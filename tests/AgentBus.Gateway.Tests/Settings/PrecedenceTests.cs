using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Options;
using AgentBus.TestKit;
using Microsoft.Extensions.Configuration;

namespace AgentBus.Gateway.Tests.Settings;

/// <summary>CFG-01 for every option there is: each source beats all weaker ones, seen in the bound options.</summary>
public sealed class PrecedenceTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("precedence");

    /// <summary>All but the directory of secrets, which the test itself sets.</summary>
    public static TheoryData<string> Keys =>
        [.. SettingsCatalog.All.Select(static setting => setting.Key).Where(static key => key != $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.SecretsDirectory)}")];

    private static IReadOnlyList<string> Layers { get; } = ["appsettings.json", "appsettings.Staging.json", "--config", "secrets", "environment", "command line"];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_stronger_source_decides(string key)
    {
        var setting = SettingsCatalog.All.Single(setting => setting.Key == key);
        var (one, other) = Values(setting);

        foreach (var (layer, index) in Layers.Select(static (layer, index) => (layer, index)))
        {
            Bound(setting, (layer, other)).ShouldBe(other, $"{layer} against the default");
            if (index > 0)
            {
                var weaker = Layers[index - 1];
                Bound(setting, (weaker, one), (layer, other)).ShouldBe(other, $"{layer} against {weaker}");
                Bound(setting, (weaker, other), (layer, one)).ShouldBe(one, $"{layer} against {weaker}");
            }
        }
    }

    private string Bound(Setting setting, params (string Layer, string Value)[] given)
    {
        var key = Key(setting);
        var variables = new Dictionary<string, string>();
        List<string> arguments = ["--environment", "Staging", "--config", Json("more.json", null, key)];
        Json("appsettings.json", null, key);
        Json("appsettings.Staging.json", null, key);
        var secrets = Directory.CreateDirectory(_directory.File("secrets")).FullName;
        File.Delete(Path.Combine(secrets, Variable(key)));
        variables["AgentBus__SecretsDirectory"] = secrets;
        foreach (var (layer, value) in given)
        {
            switch (layer)
            {
                case "environment": variables[Variable(key)] = value; break;
                case "command line": arguments.AddRange([$"--{key}", value]); break;
                case "--config": Json("more.json", value, key); break;
                case "secrets": File.WriteAllText(Path.Combine(secrets, Variable(key)), value + "\n"); break;
                default: Json(layer, value, key); break;
            }
        }

        using var configuration = new ConfigurationManager();
        SettingsSources.Use(configuration, CommandLine.Parse(arguments), new SettingsPlace(_directory.Path, variables));
        var section = setting.Section.Replace(Setting.Id, "x", StringComparison.Ordinal);
        var options = configuration.GetSection(section).Get(setting.Property.DeclaringType!).ShouldNotBeNull();
        return Text(setting.Property.GetValue(options));
    }

    private string Json(string file, string? value, string key)
    {
        var path = _directory.File(file);
        File.WriteAllText(path, value is null ? "{}" : System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { [key] = value }));
        return path;
    }

    private static string Key(Setting setting)
    {
        var key = setting.Key.Replace(Setting.Id, "x", StringComparison.Ordinal);
        var type = setting.Property.PropertyType;
        return IsTable(type) ? $"{key}:x" : OptionTypes.ListsById(type) ? $"{key}:x:0" : OptionTypes.Item(type) is not null ? $"{key}:0" : key;
    }

    private static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Two values, neither of them the default where there are three.</summary>
    private static (string One, string Other) Values(Setting setting)
    {
        var type = setting.Property.PropertyType;
        var plain = OptionTypes.Plain(OptionTypes.ListsById(type) && !IsTable(type) ? typeof(string) : OptionTypes.Item(type) ?? type);
        var range = setting.Property.GetCustomAttribute<RangeAttribute>();
        return plain == typeof(bool) ? (Text(setting.Default), Text(setting.Default is not true))
            : plain.IsEnum ? (Text(Enum.GetValues(plain).GetValue(0)), Text(Enum.GetValues(plain).GetValue(1)))
            : plain == typeof(TimeSpan) ? ("00:00:17", "00:00:19")
            : plain == typeof(DateTimeOffset) ? (Text(DateTimeOffset.UnixEpoch), Text(DateTimeOffset.UnixEpoch.AddDays(1)))
            : plain == typeof(string) ? ("one", "other")
            : Numbers(plain, Convert.ToDouble(range?.Minimum ?? 17, CultureInfo.InvariantCulture));
    }

    private static bool IsTable(Type type) => type == typeof(IDictionary<string, double>);

    private static (string One, string Other) Numbers(Type type, double least) =>
        (Text(Convert.ChangeType(least + 1, type, CultureInfo.InvariantCulture)), Text(Convert.ChangeType(least + 2, type, CultureInfo.InvariantCulture)));

    private static string Text(object? value) => value switch
    {
        IDictionary<string, string[]> lists => lists["x"][0],
        IDictionary<string, double> table => Text(table["x"]),
        string text => text,
        System.Collections.IEnumerable items => Text(items.Cast<object>().Last()),
        _ => TypeDescriptor.GetConverter(value!).ConvertToInvariantString(value)!,
    };
}
