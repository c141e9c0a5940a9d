using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AgentBus.Domain.Agents;
using AgentBus.Model;

namespace AgentBus.Silo.Registries;

/// <summary>
/// The form of registry files, JSON, both ways: what one bus publishes another can import. A file is taken whole or not at all; members that are not
/// known are passed over.
/// </summary>
internal static class RegistryFile
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxBytes = 8 << 20;

    private const int FormatVersion = 1;
    private const int MaxAgents = 10_000;
    private const int MaxCapabilities = 256;
    private const int MaxText = 256;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>The agents of a file that can be reached, as agents of the tenant.</summary>
    /// <exception cref="FormatException">It is no such file; the message says where.</exception>
    public static ImmutableArray<OutsideAgent> Read(ReadOnlyMemory<byte> json, string tenant)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement, tenant);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"It is no registry file: {e.Message}", e);
        }
    }

    /// <summary>The file of these agents; the same agents make the same bytes.</summary>
    public static byte[] Write(ImmutableArray<AgentEntry> agents)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("version", FormatVersion);
            json.WriteStartArray("agents");
            foreach (var agent in agents)
            {
                Write(json, agent);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
        return output.ToArray();
    }

    private static void Write(Utf8JsonWriter json, AgentEntry agent)
    {
        json.WriteStartObject();
        json.WriteString("id", agent.Agent.Agent);
        json.WriteString("type", TypeText(agent.Type));
        json.WriteString("status", StatusNames.Of(agent.Status));
        json.WriteString("name", agent.Description.Name);
        json.WriteString("version", agent.Description.Version);
        json.WriteStartArray("capabilities");
        foreach (var capability in agent.Description.Capabilities)
        {
            json.WriteStringValue(capability);
        }

        json.WriteEndArray();
        json.WriteString("registered_at", agent.RegisteredAt.ToString("O", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static ImmutableArray<OutsideAgent> Read(JsonElement file, string tenant)
    {
        if (!file.GetProperty("version").TryGetInt32(out var version) || version != FormatVersion)
        {
            throw new FormatException($"version: is not {FormatVersion}.");
        }

        var list = file.GetProperty("agents");
        if (list.GetArrayLength() > MaxAgents)
        {
            throw new FormatException($"agents: more than {MaxAgents}.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var agents = ImmutableArray.CreateBuilder<OutsideAgent>();
        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            var (agent, status) = Read(item, tenant, $"agents[{index}]");
            if (!seen.Add(agent.Agent.Agent))
            {
                throw new FormatException($"agents[{index}].id: {agent.Agent.Agent} is named twice.");
            }

            if (RegistryRules.IsShown(status))
            {
                agents.Add(agent);
            }
        }

        return agents.DrainToImmutable();
    }

    private static (OutsideAgent Agent, AgentStatus Status) Read(JsonElement item, string tenant, string place)
    {
        // Names of the bus itself are nobody else's.
        if (!AgentKey.TryCreate(tenant, Text(item, "id", place), out var key) || key.Agent.StartsWith(IdGrammar.ReservedPrefix, StringComparison.Ordinal))
        {
            throw new FormatException($"{place}.id: is no id: 1 to {IdGrammar.MaxLength} of A-Z a-z 0-9 _ -, and not one that begins with {IdGrammar.ReservedPrefix}.");
        }

        var type = Named<EntityType>(item, "type", EntityType.Agent, TypeText, place);
        if (type == EntityType.Group)
        {
            throw new FormatException($"{place}.type: a group is no agent.");
        }

        var description = AgentDescription.Empty with
        {
            Name = Text(item, "name", place),
            Version = Text(item, "version", place),
            Capabilities = ReadCapabilities(item, place),
        };
        return (new OutsideAgent(key, type, description, ReadTime(item, place)), Named<AgentStatus>(item, "status", AgentStatus.Active, StatusNames.Of, place));
    }

    private static ImmutableArray<string> ReadCapabilities(JsonElement item, string place)
    {
        if (!item.TryGetProperty("capabilities", out var list))
        {
            return [];
        }

        return list.GetArrayLength() <= MaxCapabilities
            ? [.. list.EnumerateArray().Index().Select(one => Checked(one.Item.GetString(), $"{place}.capabilities[{one.Index}]"))]
            : throw new FormatException($"{place}.capabilities: more than {MaxCapabilities}.");
    }

    private static DateTimeOffset ReadTime(JsonElement item, string place) =>
        !item.TryGetProperty("registered_at", out var at) ? DateTimeOffset.UnixEpoch
        : at.TryGetDateTimeOffset(out var time) ? time
        : throw new FormatException($"{place}.registered_at: is no time of ISO 8601.");

    private static T Named<T>(JsonElement item, string name, T absent, Func<T, string> text, string place)
        where T : struct, Enum
    {
        var said = Text(item, name, place);
        foreach (var value in Enum.GetValues<T>())
        {
            if (text(value) == said)
            {
                return value;
            }
        }

        return said.Length == 0 ? absent : throw new FormatException($"{place}.{name}: is none of {string.Join(", ", Enum.GetValues<T>().Select(text))}.");
    }

    private static string Text(JsonElement item, string name, string place) =>
        item.TryGetProperty(name, out var value) ? Checked(value.GetString(), $"{place}.{name}") : "";

    private static string Checked(string? text, string place) =>
        text is { Length: <= MaxText } && !text.Any(char.IsControl)
            ? text
            : throw new FormatException($"{place}: is no text of at most {MaxText} characters.");

    private static string TypeText(EntityType type) => type.ToString().ToLowerInvariant();
}
