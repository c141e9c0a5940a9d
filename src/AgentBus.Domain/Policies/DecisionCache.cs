using System.Collections.Concurrent;
using AgentBus.Domain.Admission;
using AgentBus.Model;

namespace AgentBus.Domain.Policies;

/// <summary>
/// Decisions of one bundle, which follow from few values that many messages have alike (POL-16, CCH-04). It can be thrown away at any time, is
/// bounded, and goes with the bundle's revision. Thread-safe.
/// </summary>
internal sealed class DecisionCache(InputParts parts)
{
    // What makes a key comes from clients.
    private const int MaxKept = 2_048;
    private const int MaxText = 128;

    // Nothing kept here goes stale; senders that are gone are let go of.
    private static readonly long Lifetime = TimeSpan.FromMinutes(5).Ticks;

    private readonly ConcurrentDictionary<DecisionKey, PolicyDecision> _decisions = new();
    private long _since = long.MinValue;
    private int _kept;

    /// <summary>Whether decisions that follow from these parts are worth keeping.</summary>
    public static bool IsWorthwhile(InputParts parts) => !parts.Has(~InputParts.Repeating);

    /// <summary>The key of a message; false where it is one of a kind.</summary>
    public bool TryKey(in AdmissionRun run, Rego.RegoValue? use, out DecisionKey key)
    {
        var envelope = run.Envelope;
        var direct = run.Target.Direct;
        key = default;
        if (Has(InputParts.Target) && (direct is { IsSingle: false } or { PrivateChannel: not null } || envelope.Tool.Length > MaxText) || envelope.Action.Length > MaxText)
        {
            return false;
        }

        key = new DecisionKey(
            Has(InputParts.Principal) ? MessageInput.Documents(in run) : null,
            Has(InputParts.Action) ? envelope.Action : "",
            Has(InputParts.Target) ? envelope.Tool : "",
            !Has(InputParts.Target) ? default : direct is null ? run.Target.Channel ?? default : ChannelKey.Inbox(direct.Receivers[0]),
            Has(InputParts.Target) ? run.Subject : "",
            Has(InputParts.Kind) ? envelope.Type : default,
            (Has(InputParts.Kind) ? Kind(in run) : 0) | (Has(InputParts.Approval) && run.HasApproval ? 1 : 0),
            Has(InputParts.Kind) ? run.Context.Protocol : "",
            Has(InputParts.Findings) && !run.Findings.IsEmpty ? string.Join(',', run.Findings) : "",
            Has(InputParts.Ehi) ? run.Ehi ?? double.NaN : 0,
            Has(InputParts.TargetUse) ? use : null);
        return true;
    }

    /// <summary>The decision under a key, or null.</summary>
    public PolicyDecision? Find(in DecisionKey key, DateTimeOffset now)
    {
        if (now.UtcTicks > Volatile.Read(ref _since) + Lifetime)
        {
            Clear();
            Volatile.Write(ref _since, now.UtcTicks);
        }

        return _decisions.GetValueOrDefault(key);
    }

    /// <summary>Keeps a decision.</summary>
    public void Keep(in DecisionKey key, PolicyDecision decision)
    {
        // Counted here: the dictionary's own count takes all of its locks.
        if (Interlocked.Increment(ref _kept) > MaxKept)
        {
            Clear();
        }

        _decisions[key] = decision;
    }

    private void Clear()
    {
        _decisions.Clear();
        Volatile.Write(ref _kept, 0);
    }

    private static int Kind(in AdmissionRun run) =>
        ((int)run.Envelope.Kind << 16) | ((int)run.Envelope.Priority << 8) | ((int)run.Classification << 4)
        | (run.Envelope.RequiresApproval ? 4 : 0) | (run.Envelope.IsUninspectable ? 2 : 0);

    private bool Has(InputParts part) => parts.Has(part);
}
