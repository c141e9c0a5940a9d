using AgentBus.Domain.Admission;
using AgentBus.Rego;

namespace AgentBus.Domain.Policies;

/// <summary>
/// What a sender and its conversation did lately, as policies read it at <c>input.recent</c>: bounded, of its tenant, and never content. It
/// belongs to the sender's activation, like its buckets: not thread-safe.
/// </summary>
public interface IRecentMessages
{
    /// <summary>The summary for a message, without that message itself; null: there is nothing to tell. Asked only where a policy reads it.</summary>
    RegoValue? Describe(in AdmissionRun run);
}
