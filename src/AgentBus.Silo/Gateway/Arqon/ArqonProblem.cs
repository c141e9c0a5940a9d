namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>What is wrong with an envelope.</summary>
/// <param name="Code">ArqonBus's code.</param>
/// <param name="Text">In words.</param>
internal sealed record ArqonProblem(string Code, string Text);
