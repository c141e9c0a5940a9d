namespace AgentBus.Domain.Deliberation;

/// <summary>An action by the texts that reviewers are shown, and that its digest is made of.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Sender">The agent that sends it.</param>
/// <param name="Target">Where it goes, as clients name it.</param>
/// <param name="MessageType">What it is for.</param>
/// <param name="Action">What its sender means to do; may be empty.</param>
/// <param name="Tool">The tool that it means to use; may be empty.</param>
/// <param name="Classification">The effective classification, in lower case.</param>
/// <param name="Body">Content, media and payload as a JSON object (<see cref="Ports.IEnvelopeCodec.ReadAction"/>).</param>
public sealed record ShownAction(
    string Tenant, string Sender, string Target, string MessageType, string Action, string Tool, string Classification, ReadOnlyMemory<byte> Body);
