namespace AgentBus.Contracts;

/// <summary>Operators may call this method: it carries an operator's session token, or comes from the silo's own front-end.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperatorAttribute : Attribute;
