using AgentBus.Domain.Routing;

namespace AgentBus.Domain.Admission;

/// <summary>Marks the admission of a message that people approved, and that goes on to where it was meant to go.</summary>
/// <param name="CaseId">The case that held it.</param>
/// <param name="Target">Where it goes, as it was resolved when it was held.</param>
public sealed record ResumedMessage(string CaseId, MessageTarget Target);
