namespace AgentBus.Contracts;

/// <summary>Anyone may call this method: it carries a credential or a session token and checks it itself.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublicAttribute : Attribute;
