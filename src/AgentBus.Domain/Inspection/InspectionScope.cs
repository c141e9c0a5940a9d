using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Inspection;

/// <summary>Which messages a policy looks at (CAS-04): exclusion wins, an empty inclusion is all. A pattern is compared with <c>room:channel</c> and with the room; direct messages are <c>direct:agent</c>.</summary>
internal sealed class InspectionScope(InspectionPolicy policy)
{
    private const string Direct = "direct";
    private const int Longest = 2 * IdGrammar.MaxLength + 1;

    private readonly bool _isAll = policy.ScopeInclude.IsEmpty && policy.ScopeExclude.IsEmpty;

    /// <summary>Whether the policy looks at it.</summary>
    public bool Covers(Envelope envelope, in MessageTarget target)
    {
        if (!policy.ScopeTypes.IsEmpty && !policy.ScopeTypes.Contains(envelope.Type))
        {
            return false;
        }

        if (_isAll)
        {
            return true;
        }

        if ((target.Channel ?? target.Direct?.PrivateChannel) is { } channel)
        {
            return Covers(channel.Room, channel.Channel);
        }

        foreach (var receiver in target.Direct?.Receivers ?? [])
        {
            if (Covers(Direct, receiver.Agent))
            {
                return true;
            }
        }

        return false;
    }

    private bool Covers(string room, string channel)
    {
        Span<char> name = stackalloc char[Longest];
        name = name.TryWrite($"{room}:{channel}", out var length) ? name[..length] : name[..0];
        foreach (var pattern in policy.ScopeExclude)
        {
            if (Glob.Match(pattern, name) || Glob.Match(pattern, room))
            {
                return false;
            }
        }

        foreach (var pattern in policy.ScopeInclude)
        {
            if (Glob.Match(pattern, name) || Glob.Match(pattern, room))
            {
                return true;
            }
        }

        return policy.ScopeInclude.IsEmpty;
    }
}
