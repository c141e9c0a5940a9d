using System.Collections.Immutable;
using System.Security.Cryptography;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Silo.Options;

namespace AgentBus.Silo.Registries;

/// <summary>
/// A registry in files (AGT-12). It compares what they hold, since times and watchers miss what a link or a network drive swaps. A file that is not
/// there names nobody; one that cannot be read or understood is a fault.
/// </summary>
internal sealed class FileRegistry(string name, RegistryOptions options) : IOutsideRegistry
{
    private byte[] _digest = [];
    private ImmutableArray<OutsideAgent> _agents = [];

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public TenantKey Tenant => new(options.Tenant);

    /// <inheritdoc/>
    public TimeSpan Period => options.Interval;

    /// <inheritdoc/>
    public bool TakesOurs => options.PublishFile.Length > 0;

    /// <inheritdoc/>
    public async Task<ImmutableArray<OutsideAgent>> ReadAsync(CancellationToken cancellationToken)
    {
        if (await ContentAsync(options.ImportFile, cancellationToken) is not { } content)
        {
            _digest = [];
            return _agents = [];
        }

        var digest = SHA256.HashData(content);
        if (!digest.AsSpan().SequenceEqual(_digest))
        {
            _agents = RegistryFile.Read(content, options.Tenant);
            _digest = digest;
        }

        return _agents;
    }

    /// <inheritdoc/>
    public async Task PublishAsync(ImmutableArray<AgentEntry> agents, CancellationToken cancellationToken)
    {
        var wanted = RegistryFile.Write(agents);
        if (await ContentAsync(options.PublishFile, cancellationToken) is { } content && content.AsSpan().SequenceEqual(wanted))
        {
            return;
        }

        // Beside it, so that the rename stays within one file system: a reader sees the old file or the new one.
        var draft = options.PublishFile + ".new";
        await using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(wanted, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, options.PublishFile, overwrite: true);
    }

    /// <summary>What a file holds; null: it is not there.</summary>
    private static async Task<byte[]?> ContentAsync(string path, CancellationToken cancellationToken)
    {
        if (path.Length == 0)
        {
            return null;
        }

        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > RegistryFile.MaxBytes)
            {
                throw new FormatException($"{path} is larger than {RegistryFile.MaxBytes} bytes.");
            }

            var content = new byte[file.Length];
            await file.ReadExactlyAsync(content, cancellationToken);
            return content;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
