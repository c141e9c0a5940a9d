using AgentBus.Domain.Ports;

namespace AgentBus.Domain.Policies;

/// <summary>What evaluating policies takes beside the message. Thread-safe.</summary>
/// <param name="Inputs">Makes the input document.</param>
/// <param name="Plain">Bundles are evaluated in the plain way for every message.</param>
/// <param name="Faults">Is told where the prepared way failed.</param>
internal sealed record PolicyEvaluation(MessageInput Inputs, bool Plain, IStageFaults Faults);
