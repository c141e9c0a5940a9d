using System.Collections.Frozen;
using System.Text.Json;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>Names of states, events and choices as they stand on the wire, in evidence and in documents: lower snake case.</summary>
public static class CaseNames
{
    private static readonly FrozenDictionary<Enum, string> Names = Enum.GetValues<CaseState>().Cast<Enum>()
        .Concat(Enum.GetValues<CaseEvent>().Cast<Enum>())
        .Concat(Enum.GetValues<VoteChoice>().Cast<Enum>())
        .ToFrozenDictionary(static value => value, static value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    /// <summary>A state.</summary>
    public static string Of(CaseState state) => Names[state];

    /// <summary>An event.</summary>
    public static string Of(CaseEvent happens) => Names[happens];

    /// <summary>A choice.</summary>
    public static string Of(VoteChoice choice) => Names[choice];

    /// <summary>Reads a choice.</summary>
    public static bool TryParse(string text, out VoteChoice choice)
    {
        foreach (var value in Enum.GetValues<VoteChoice>())
        {
            if (Names[value] == text)
            {
                choice = value;
                return true;
            }
        }

        choice = default;
        return false;
    }

    /// <summary>Reads a state.</summary>
    public static bool TryParse(string text, out CaseState state)
    {
        foreach (var value in Enum.GetValues<CaseState>())
        {
            if (Names[value] == text)
            {
                state = value;
                return true;
            }
        }

        state = default;
        return false;
    }
}
