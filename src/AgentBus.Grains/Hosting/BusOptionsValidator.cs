using System.Collections.Immutable;
using AgentBus.Model;
using Microsoft.Extensions.Options;

namespace AgentBus.Grains.Hosting;

/// <summary>Holds <see cref="BusOptions"/> to their ranges. The first problem is an error that names the key (ERR-07); that of the hash is a <see cref="ConstitutionalHashMismatchError"/> (BUS-02).</summary>
internal sealed class BusOptionsValidator : IValidateOptions<BusOptions>
{
    private const string Section = "AgentBus:Bus";

    public ValidateOptionsResult Validate(string? name, BusOptions options)
    {
        if (options.ConstitutionalHash != ConstitutionalHash.Current)
        {
            throw ErrorFactory.Create(
                Code.ConstitutionalHashMismatch,
                $"{Section}:ConstitutionalHash is not {ConstitutionalHash.Current}, the one that this version goes by.",
                ImmutableDictionary<string, string>.Empty.Add("actual_hash", options.ConstitutionalHash));
        }

        Check(options.IdempotencyWindow, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), nameof(options.IdempotencyWindow));
        Check(options.RecentKeys, 16, 65_536, nameof(options.RecentKeys));
        Check(options.KeyFingerprints, 1_000, 10_000_000, nameof(options.KeyFingerprints));
        Check(options.RingMessages, 1, 10_000, nameof(options.RingMessages));
        Check(options.RingBytes, 64 << 10, 256 << 20, nameof(options.RingBytes));
        Check(options.RetentionInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), nameof(options.RetentionInterval));
        Check(options.MaxContextBytes, 1 << 10, 512 << 10, nameof(options.MaxContextBytes));
        Check(options.MaxContexts, 1, 10_000, nameof(options.MaxContexts));
        Check(options.MaxContextTimeToLive, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3_650), nameof(options.MaxContextTimeToLive));
        Check(options.ContextTimeToLive, TimeSpan.FromMinutes(1), options.MaxContextTimeToLive, nameof(options.ContextTimeToLive));
        Check(options.MaxMembersPerChannel, 1, 1_000_000, nameof(options.MaxMembersPerChannel));
        Check(options.MaxRecipients, 1, 4_096, nameof(options.MaxRecipients));
        Check(options.MaxBatch, 1, 10_000, nameof(options.MaxBatch));
        Check(options.MaxSideSessions, 1, 1_000, nameof(options.MaxSideSessions));
        Check(options.SideSessionIdle, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), nameof(options.SideSessionIdle));
        Check(options.SocketSessionIdle, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), nameof(options.SocketSessionIdle));
        Check(options.TenantRenewal, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), nameof(options.TenantRenewal));
        Check(options.TenantTrust, options.TenantRenewal * 2, TimeSpan.FromSeconds(2), nameof(options.TenantTrust));
        Check(options.TenantUnreachable, options.TenantTrust, TimeSpan.FromMinutes(1), nameof(options.TenantUnreachable));
        Check(options.ChangeConfirmation, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), nameof(options.ChangeConfirmation));
        Check(options.KillConfirmation, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(5), nameof(options.KillConfirmation));
        Check(options.EventBuffer, 16, 1_000_000, nameof(options.EventBuffer));
        Check(options.PresenceIdle, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(options.PresenceIdle));
        Check(options.PresenceRenewal, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10), nameof(options.PresenceRenewal));
        Check(options.CaseSweep, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), nameof(options.CaseSweep));
        Check(options.ExportBuffer, 16, 1_000_000, nameof(options.ExportBuffer));
        CheckHeads(options);
        return ValidateOptionsResult.Success;
    }

    private static void CheckHeads(BusOptions options)
    {
        var before = TimeSpan.Zero;
        foreach (var delay in options.Heads)
        {
            Check(delay, before + TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), nameof(options.HeadRepetitions));
            before = delay;
        }
    }

    private static void Check<T>(T value, T least, T most, string key)
        where T : IComparable<T> => OptionRange.Check(Section, value, least, most, key);
}
