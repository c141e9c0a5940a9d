using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Agents;

/// <summary>The versions of an agent (AGT-14), the one registered last first. Pure.</summary>
public static class AgentVersions
{
    /// <summary>So many are kept.</summary>
    public const int Kept = 8;

    private static readonly Refusal Unknown = new(Code.NotFound, "The agent never registered with that version, or too long ago.");
    private static readonly Refusal NoneGood = new(Code.NotFound, "No other version of the agent is marked as good; mark one, or name the version.");
    private static readonly Refusal MarkedBad = new(Code.MessageInvalid, "The version is marked as bad; mark it as good first.");

    /// <summary>Notes a registration. Where too many are kept, the oldest goes that nobody marked as good; where all are, the oldest.</summary>
    public static ImmutableArray<AgentVersion> Note(ImmutableArray<AgentVersion> versions, AgentDescription description, DateTimeOffset now)
    {
        var known = versions.FirstOrDefault(version => version.Description.Version == description.Version);
        var noted = known is null
            ? new AgentVersion(description, now, now, VersionStanding.Unmarked, MarkedBy: "")
            : known with { Description = description, LastSeen = now };
        var rest = known is null ? versions : versions.Remove(known);
        if (rest.Length >= Kept)
        {
            rest = rest.Remove(rest.LastOrDefault(static version => version.Standing != VersionStanding.Good) ?? rest[^1]);
        }

        return rest.Insert(0, noted);
    }

    /// <summary>Marks a version.</summary>
    public static Refusal? Mark(ref ImmutableArray<AgentVersion> versions, string version, VersionStanding standing, string operatorId)
    {
        if (versions.FirstOrDefault(known => known.Description.Version == version) is not { } found)
        {
            return Unknown;
        }

        versions = versions.Replace(found, found with { Standing = standing, MarkedBy = operatorId });
        return null;
    }

    /// <summary>The version to go back to: the named one unless it is bad, else the one that was registered last of the good ones.</summary>
    /// <param name="versions">The versions.</param>
    /// <param name="current">The version now, which nobody goes back to without naming it.</param>
    /// <param name="wanted">The version asked for; empty: the last known good one.</param>
    public static Result<AgentVersion> Target(ImmutableArray<AgentVersion> versions, string current, string wanted)
    {
        if (wanted.Length == 0)
        {
            return versions.FirstOrDefault(version => version.Standing == VersionStanding.Good && version.Description.Version != current) is { } good
                ? good
                : NoneGood;
        }

        return versions.FirstOrDefault(version => version.Description.Version == wanted) is not { } found ? Unknown
            : found.Standing == VersionStanding.Bad ? MarkedBad
            : found;
    }

    /// <summary>Whether operators marked this version as bad.</summary>
    public static bool IsBad(ImmutableArray<AgentVersion> versions, string version) =>
        versions.Any(known => known.Standing == VersionStanding.Bad && known.Description.Version == version);
}
