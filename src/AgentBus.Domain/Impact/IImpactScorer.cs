using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>
/// Scores messages (EHI-08). Register another one in the silo's services to replace <see cref="WeightedScorer"/>: it must give the same scores for
/// the same input, take no longer than 10 ms (EHI-07), await and remember nothing that changes a score, and is called by many threads at once.
/// What it cannot lower: the floors of the settings, and what the sender says of its own EHI. Where it throws, or a score is not 0 to 1, the tenant's
/// <see cref="ImpactSettings.OnFault"/> decides.
/// </summary>
public interface IImpactScorer
{
    /// <summary>Scores a message.</summary>
    Assessment Score(in ImpactInput input);
}
