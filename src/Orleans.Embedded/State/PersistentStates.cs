using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>State that is loaded while its activation starts.</summary>
internal interface IActivationState
{
    Task LoadAsync();
}

/// <summary>Makes the persistent states that grain constructors ask for.</summary>
internal static class PersistentStates
{
    private static readonly MethodInfo CreateMethod =
        typeof(PersistentStates).GetMethod(nameof(Create), BindingFlags.Static | BindingFlags.NonPublic)!;

    public static Func<Activation, object?> Resolver(Type parameterType, IPersistentStateConfiguration configuration)
    {
        if (!parameterType.IsGenericType || parameterType.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new InvalidOperationException($"[PersistentState] belongs on an IPersistentState<T>, not on {parameterType}.");
        }

        var create = CreateMethod.MakeGenericMethod(parameterType.GetGenericArguments())
            .CreateDelegate<Func<Activation, IPersistentStateConfiguration, object>>();
        return activation => create(activation, configuration);
    }

    private static PersistentState<T> Create<T>(Activation activation, IPersistentStateConfiguration configuration)
    {
        var provider = configuration.StorageName ?? ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;
        var storage = activation.Runtime.Services.GetKeyedService<IGrainStorage>(provider)
            ?? throw new OrleansConfigurationException(
                $"There is no storage provider \"{provider}\" for the state \"{configuration.StateName}\" of {activation.Class.Type}.");
        var state = new PersistentState<T>(configuration.StateName, activation.GrainId, storage);
        activation.AddState(state);
        return state;
    }
}
