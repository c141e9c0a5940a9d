namespace AgentBus.Domain.Routing;

/// <summary>A subject, taken apart: <c>ace.comms.{protocol}.{entity_type}.{entity_id}.{verb}[.{sub_verb}].{schema_version}</c> (ENV-12).</summary>
/// <param name="Protocol">Where it came in: agent, a2a, http, matrix, …</param>
/// <param name="EntityType">What it is about: channel, agent, tenant.</param>
/// <param name="EntityId">Which one.</param>
/// <param name="Verb">What is done.</param>
/// <param name="SubVerb">More exactly; empty: nothing more.</param>
/// <param name="SchemaVersion">The version of the subject's messages.</param>
public sealed record SubjectName(
    string Protocol, string EntityType, string EntityId, SubjectVerb Verb, string SubVerb = "", string SchemaVersion = SubjectName.V1)
{
    /// <summary>What every subject begins with.</summary>
    public const string Prefix = "ace.comms.";

    /// <summary>The schema version of today.</summary>
    public const string V1 = "v1";

    /// <summary>Reads a subject; null where it is none.</summary>
    public static SubjectName? Parse(string text)
    {
        var parts = text.Split('.');
        if (parts.Length is not (7 or 8) || parts[0] != "ace" || parts[1] != "comms" || Array.Exists(parts, static p => p.Length == 0)
            || !SubjectVerbs.TryParse(parts[5], out var verb))
        {
            return null;
        }

        return new SubjectName(parts[2], parts[3], parts[4], verb, parts.Length == 8 ? parts[6] : "", parts[^1]);
    }

    /// <summary>The subject as text.</summary>
    public override string ToString() =>
        SubVerb.Length > 0
            ? $"{Prefix}{Protocol}.{EntityType}.{EntityId}.{Verb.Text()}.{SubVerb}.{SchemaVersion}"
            : $"{Prefix}{Protocol}.{EntityType}.{EntityId}.{Verb.Text()}.{SchemaVersion}";
}
