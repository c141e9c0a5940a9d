namespace AgentBus.Silo.Gateway.Commands;

/// <summary>A field of a command's reply.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">text, number, flag, time, object or list.</param>
/// <param name="Text">What it says, as a sentence.</param>
internal sealed record CommandField(string Name, string Type, string Text);
