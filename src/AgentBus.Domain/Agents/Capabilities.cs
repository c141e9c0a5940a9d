using System.Collections.Immutable;

namespace AgentBus.Domain.Agents;

/// <summary>Capabilities of agents: <c>name</c>, or <c>name@version</c> where the agent names one. Names and versions compare ordinally.</summary>
public static class Capabilities
{
    private const char Mark = '@';

    /// <summary>A capability as one text.</summary>
    public static string Join(string name, string version) => version.Length > 0 ? $"{name}{Mark}{version}" : name;

    /// <summary>Whether the agent has what is wanted: <c>name</c> in any version, <c>name@version</c> in exactly this one.</summary>
    public static bool Cover(ImmutableArray<string> capabilities, ReadOnlySpan<char> wanted)
    {
        foreach (var capability in capabilities)
        {
            if (wanted.SequenceEqual(capability)
                || (capability.Length > wanted.Length && capability[wanted.Length] == Mark && wanted.IndexOf(Mark) < 0 && capability.AsSpan(0, wanted.Length).SequenceEqual(wanted)))
            {
                return true;
            }
        }

        return false;
    }
}
