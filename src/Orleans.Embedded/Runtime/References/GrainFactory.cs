using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Makes the references of one client: the silo itself, or the client of a test cluster.</summary>
internal sealed class GrainFactory(GrainId clientId, IServiceProvider services, TimeSpan responseTimeout) : IClusterClient
{
    private readonly ReferenceEmitter _emitter = new();
    private readonly ConcurrentDictionary<Type, Lazy<Func<GrainFactory, GrainId, Mailbox?, GrainReference>>> _makers = new();
    private readonly ConcurrentDictionary<Type, GrainType> _grainTypes = new();
    private readonly ConcurrentDictionary<GrainId, ObserverMailbox> _observers = new();
    private volatile SiloRuntime? _silo;

    /// <summary>As whom the client calls grains.</summary>
    public GrainId ClientId { get; } = clientId;

    public IServiceProvider ServiceProvider { get; } = services;

    public TimeSpan ResponseTimeout { get; } = responseTimeout;

    public SiloRuntime Silo => _silo ?? throw new SiloUnavailableException("The client is not connected to a silo.");

    public IEnumerable<Mailbox> Observers => _observers.Values;

    public void Connect(SiloRuntime silo)
    {
        _silo = silo;
        silo.Clients.Add(this);
    }

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)(object)Grain(typeof(TGrainInterface), primaryKey, grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => (IGrain)Grain(grainInterfaceType, grainPrimaryKey, null);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => (TGrainInterface)Reference(typeof(TGrainInterface), grainId);

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        var id = GrainId.Create(ClientId.Type, $"{ClientId.Key}+{Guid.NewGuid():N}");
        var mailbox = new ObserverMailbox(Silo, ClientId, obj);
        _observers[id] = mailbox;
        return (TGrainObserverInterface)(object)Maker(typeof(TGrainObserverInterface))(this, id, mailbox);
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not GrainReference reference)
        {
            throw new ArgumentException("The argument is not a reference made by CreateObjectReference.", nameof(obj));
        }

        if (_observers.TryRemove(reference.GrainId, out var mailbox))
        {
            mailbox.Delete();
        }
    }

    /// <exception cref="ArgumentException">The grain's class does not implement the interface.</exception>
    public object Reference(Type interfaceType, GrainId grainId)
    {
        if (_observers.TryGetValue(grainId, out var observer))
        {
            return interfaceType.IsInstanceOfType(observer.Target)
                ? Maker(interfaceType)(this, grainId, observer)
                : throw new ArgumentException($"The observer {grainId} does not implement {interfaceType}.");
        }

        var grainClass = Silo.Classes.Of(grainId.Type);
        return interfaceType.IsAssignableFrom(grainClass.Type)
            ? Maker(interfaceType)(this, grainId, null)
            : throw new ArgumentException($"The grain class {grainClass.Type} does not implement {interfaceType}.");
    }

    /// <summary>Returns null where nothing answers to the id now.</summary>
    public Mailbox? Locate(GrainId grainId) => grainId.Type == ClientId.Type
        ? _observers.GetValueOrDefault(grainId)
        : _silo?.Catalog.Locate(grainId, _silo);

    public Exception Unavailable(GrainId grainId) => grainId.Type == ClientId.Type
        ? new ClientNotAvailableException($"The reference to the observer {grainId} was deleted.")
        : new SiloUnavailableException($"The silo is stopping or has stopped; {grainId} cannot be called.");

    private GrainReference Grain(Type interfaceType, string key, string? classNamePrefix)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (classNamePrefix is not null || !_grainTypes.TryGetValue(interfaceType, out var grainType))
        {
            grainType = Silo.Classes.Implementing(interfaceType, classNamePrefix).GrainType;
            if (classNamePrefix is null)
            {
                _grainTypes[interfaceType] = grainType;
            }
        }

        return Maker(interfaceType)(this, GrainId.Create(grainType, key), null);
    }

    private Func<GrainFactory, GrainId, Mailbox?, GrainReference> Maker(Type interfaceType) => _makers.TryGetValue(interfaceType, out var maker)
        ? maker.Value
        : _makers.GetOrAdd(interfaceType, type => new(() => _emitter.Emit(type))).Value;
}
