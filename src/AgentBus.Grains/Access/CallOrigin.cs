using Orleans.Runtime;

namespace AgentBus.Grains.Access;

/// <summary>
/// Whether a call comes from a client outside of the silos. The filter marks it on the silo's side: a caller can claim to be outside, but
/// not hide it.
/// </summary>
internal static class CallOrigin
{
    private const string Key = "agentbus.outside";

    /// <summary>The call under way comes from outside.</summary>
    public static bool IsOutside => RequestContext.Get(Key) is not null;

    /// <summary>Marks the call under way.</summary>
    public static void MarkOutside() => RequestContext.Set(Key, true);
}
