#pragma warning disable CA1822, MA0150, IDE0060
using Orleans.Runtime;
namespace Orleans.Embedded;
internal sealed class GrainTimer { public static IGrainTimer Start(Activation a, Func<CancellationToken, Task> c, GrainTimerCreationOptions o) => throw new NotSupportedException(); }
internal abstract class GrainRequest { internal Mailbox? Caller; internal GrainFactory? Client; }
internal abstract class Mailbox : SynchronizationContext { internal Task? Send(GrainRequest r) => throw new NotSupportedException(); }
internal sealed class Activation : Mailbox, IGrainContext {
 public static Activation Of(object grain) => (Activation)((IGrainBase)grain).GrainContext;
 public SiloRuntime Runtime => throw new NotSupportedException();
 public GrainId GrainId => throw new NotSupportedException();
 public GrainReference GrainReference => throw new NotSupportedException();
 public object? GrainInstance => throw new NotSupportedException();
 public IServiceProvider ActivationServices => throw new NotSupportedException();
 public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) => throw new NotSupportedException();
 public Task Deactivated => throw new NotSupportedException();
 public void DelayDeactivation(TimeSpan t) => throw new NotSupportedException();
 public bool Equals(IGrainContext? o) => ReferenceEquals(this, o);
 public override bool Equals(object? o) => ReferenceEquals(this, o);
 public override int GetHashCode() => 0;
}
internal sealed class SiloRuntime { public GrainFactory HostedFactory => throw new NotSupportedException(); public IServiceProvider Services => throw new NotSupportedException(); public void Kill() { } }
internal sealed class GrainFactory : IGrainFactory { public T GetGrain<T>(string k, string? p = null) where T : IGrainWithStringKey => throw new NotSupportedException(); public IGrain GetGrain(Type t, string k) => throw new NotSupportedException(); public T GetGrain<T>(GrainId i) where T : IAddressable => throw new NotSupportedException(); public T CreateObjectReference<T>(IGrainObserver o) where T : IGrainObserver => throw new NotSupportedException(); public void DeleteObjectReference<T>(IGrainObserver o) where T : IGrainObserver => throw new NotSupportedException(); public object Reference(Type t, GrainId id) => throw new NotSupportedException(); public Mailbox Locate(GrainId id)=> throw new NotSupportedException(); }
internal sealed class ReminderService : ILifecycleParticipant<ISiloLifecycle> { public static ReminderService Of(IGrainBase g) => throw new NotSupportedException(); public Task<IGrainReminder> RegisterOrUpdate(GrainId g, string n, TimeSpan d, TimeSpan p) => throw new NotSupportedException();
 public Task Unregister(IGrainReminder r)=> throw new NotSupportedException(); public Task<IGrainReminder?> Get(GrainId g, string n)=> throw new NotSupportedException(); public Task<List<IGrainReminder>> GetAll(GrainId g) => throw new NotSupportedException(); public void Participate(ISiloLifecycle l) { } }
internal sealed class MemoryStorage : Storage.IGrainStorage { public Task ReadStateAsync<T>(string s, GrainId g, IGrainState<T> t) => throw new NotSupportedException(); public Task WriteStateAsync<T>(string s, GrainId g, IGrainState<T> t) => throw new NotSupportedException(); public Task ClearStateAsync<T>(string s, GrainId g, IGrainState<T> t) => throw new NotSupportedException(); }
internal sealed class MemoryReminderTable : IReminderTable { public Task<ReminderTableData> ReadRows(GrainId g) => throw new NotSupportedException(); public Task<ReminderTableData> ReadRows(uint b, uint e) => throw new NotSupportedException(); public Task<ReminderEntry?> ReadRow(GrainId g, string n) => throw new NotSupportedException(); public Task<string?> UpsertRow(ReminderEntry e) => throw new NotSupportedException(); public Task<bool> RemoveRow(GrainId g, string n, string e) => throw new NotSupportedException(); public Task TestOnlyClearTable() => throw new NotSupportedException(); }
internal sealed class StreamProvider(string name) : Streams.IStreamProvider { public string Name => name; public bool IsRewindable => false; public Streams.IAsyncStream<T> GetStream<T>(StreamId s) => throw new NotSupportedException(); }
internal sealed class ClientStreamProvider(string name, ExternalClient c) : Streams.IStreamProvider { public string Name => name + c; public bool IsRewindable => false; public Streams.IAsyncStream<T> GetStream<T>(StreamId s) => throw new NotSupportedException(); }
internal sealed class ExternalClient { public void Connect(SiloRuntime r) { } }
internal static class SiloServices { public static Microsoft.Extensions.DependencyInjection.IServiceCollection Add(Microsoft.Extensions.DependencyInjection.IServiceCollection s, Microsoft.Extensions.Configuration.IConfiguration c, Action<Hosting.ISiloBuilder> a) => s; }
internal static class ClientServices { public static Microsoft.Extensions.DependencyInjection.ServiceProvider Build(TestingHost.TestClusterOptions o, Microsoft.Extensions.Configuration.IConfiguration c) => throw new NotSupportedException(); }
