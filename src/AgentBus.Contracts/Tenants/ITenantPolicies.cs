using AgentBus.Model;
using Orleans;

namespace AgentBus.Contracts;

/// <summary>
/// The policy bundles of a tenant (POL-10, POL-11); the same grain as <see cref="ITenantGrain"/>. A bundle comes as a draft, is tested, tried on a part of
/// the messages, put in force, and taken back. A revision may be given by its first 8 digits or more. Changes return as those of <see cref="ITenantAdmin"/> do.
/// </summary>
[Alias("agentbus.ITenantPolicies")]
public interface ITenantPolicies : IGrainWithStringKey
{
    /// <summary>
    /// Keeps a bundle and runs its tests. One that cannot be read, does not compile or is too large is refused and changes nothing. The same again
    /// answers what is known of it.
    /// </summary>
    /// <param name="archive">The files: tar, compressed with gzip.</param>
    /// <param name="operatorId">Who does it.</param>
    [Operator, Alias("Push")]
    Task<Result<PolicyBundleRecord>> PushAsync(ReadOnlyMemory<byte> archive, string operatorId);

    /// <summary>Has a tested bundle decide a part of the messages, in percent; 0 ends the trial.</summary>
    [Operator, Alias("Canary")]
    Task<Result<ChangeApplied>> CanaryAsync(string revision, int percent, string operatorId);

    /// <summary>Puts a tested bundle in force; a trial ends by it.</summary>
    [Operator, Alias("Activate")]
    Task<Result<ChangeApplied>> ActivateAsync(string revision, string operatorId);

    /// <summary>Ends the trial; where there is none, the bundle before is in force again.</summary>
    [Operator, Alias("Rollback")]
    Task<Result<ChangeApplied>> RollbackAsync(string operatorId);

    /// <summary>The policies now.</summary>
    [Operator, Alias("Status")]
    Task<Result<PolicyStatus>> StatusAsync();

    /// <summary>A bundle with its files.</summary>
    [Operator, Alias("Get")]
    Task<Result<PolicyBundleText>> GetAsync(string revision);
}
