using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>
/// State of a grain, injected through <see cref="PersistentStateAttribute"/> and loaded before <c>OnActivateAsync</c>.
/// A write over a version that somebody else has changed throws <see cref="Storage.InconsistentStateException"/>.
/// </summary>
public interface IPersistentState<TState> : IStorage<TState>;

/// <summary>Which record of which provider a constructor parameter stands for.</summary>
public interface IPersistentStateConfiguration
{
    string StateName { get; }

    string? StorageName { get; }
}

/// <summary>Asks for a grain's state; without a provider name the one called "Default" is used.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute, IPersistentStateConfiguration
{
    public string StateName { get; } = stateName;

    public string? StorageName { get; } = storageName;
}
