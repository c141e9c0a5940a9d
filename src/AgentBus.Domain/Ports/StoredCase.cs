using AgentBus.Domain.Deliberation;

namespace AgentBus.Domain.Ports;

/// <summary>A case as the store has it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Parcel">Its message; null once that is somewhere else: delivered, or a dead letter.</param>
public sealed record StoredCase(DeliberationCase Case, CaseParcel? Parcel);
