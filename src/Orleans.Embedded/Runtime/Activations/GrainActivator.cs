using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Makes the objects of one grain class: constructor injection, with the grain's context and persistent states.</summary>
internal sealed class GrainActivator
{
    private readonly ConstructorInvoker _constructor;
    private readonly Func<Activation, object?>[] _arguments;

    public GrainActivator(Type grainClass, ServiceLifetimes lifetimes)
    {
        var constructors = grainClass.GetConstructors();
        var constructor = constructors.SingleOrDefault(candidate => candidate.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? constructors.MaxBy(candidate => candidate.GetParameters().Length)
            ?? throw new InvalidOperationException($"The grain class {grainClass} has no public constructor.");
        _constructor = ConstructorInvoker.Create(constructor);
        _arguments = [.. constructor.GetParameters().Select(parameter => Resolver(parameter, lifetimes))];
    }

    public object Create(Activation activation) =>
        _constructor.Invoke(Array.ConvertAll(_arguments, argument => argument(activation)).AsSpan());

    private static Func<Activation, object?> Resolver(ParameterInfo parameter, ServiceLifetimes lifetimes)
    {
        var type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } state)
        {
            return PersistentStates.Resolver(type, state);
        }

        if (type == typeof(IGrainContext))
        {
            return activation => activation;
        }

        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
        {
            return activation => ((IKeyedServiceProvider)activation.ActivationServices).GetRequiredKeyedService(type, keyed.Key);
        }

        var isSingleton = lifetimes.IsSingleton(type);
        return activation => (isSingleton ? activation.Runtime.Services : activation.ActivationServices).GetService(type) ?? Default(parameter);
    }

    private static object? Default(ParameterInfo parameter) => parameter.HasDefaultValue
        ? parameter.DefaultValue
        : throw new InvalidOperationException(
            $"Unable to resolve service for type '{parameter.ParameterType}' while activating the grain '{parameter.Member.DeclaringType}'.");
}
