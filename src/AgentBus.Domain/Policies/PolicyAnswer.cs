using AgentBus.Domain.Admission;
using AgentBus.Model;

namespace AgentBus.Domain.Policies;

/// <summary>What policies say of a message, or what has to be asked outside first.</summary>
/// <param name="Decision">The decision; as far as it goes where something is asked.</param>
/// <param name="Need">The question; null: there is none.</param>
internal readonly record struct PolicyAnswer(PolicyDecision Decision, AdmissionNeed? Need);
