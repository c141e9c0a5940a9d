using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>One message of a batch: its outcome, or its error.</summary>
/// <param name="Outcome">The outcome; null exactly when there is an error.</param>
/// <param name="Error">The error; null exactly when there is an outcome.</param>
public sealed record BatchItem(SendOutcome? Outcome, AgentBusError? Error);
