using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace AgentBus.Load.Measure;

/// <summary>
/// Makes another .NET process collect its garbage, through the runtime's diagnostic port: enabling the GC provider with the keyword
/// GCHeapCollect collects (https://github.com/dotnet/diagnostics/blob/main/documentation/design-docs/ipc-protocol.md). So memory is measured
/// without a door in the product.
/// </summary>
internal static class ForcedCollection
{
    private const ulong HeapCollect = 0x800000;
    private const byte EventPipe = 0x02;
    private const byte StopTracing = 0x01;
    private const byte CollectTracing = 0x02;
    private const int HeaderBytes = 20;

    public static void Of(int processId)
    {
        using var session = Connect(processId);
        session.Send(Command(CollectTracing, writer =>
        {
            writer.Write(1u); // MiB of buffer
            writer.Write(1u); // format: nettrace
            writer.Write(1u); // providers
            writer.Write(HeapCollect);
            writer.Write(4u); // level: informational
            Write(writer, "Microsoft-Windows-DotNETRuntime");
            writer.Write(0u); // no filter
        }));
        var answer = ReadExactly(session, HeaderBytes + sizeof(ulong));
        var id = BinaryPrimitives.ReadUInt64LittleEndian(answer.AsSpan(HeaderBytes));
        using var stop = Connect(processId);
        stop.Send(Command(StopTracing, writer => writer.Write(id)));
        ReadToEnd(session);
        ReadToEnd(stop);
    }

    private static Socket Connect(int processId)
    {
        // A process that was killed leaves its socket behind, and its number may be used again.
        var path = Directory.GetFiles(Path.GetTempPath(), $"dotnet-diagnostic-{processId}-*-socket").MaxBy(File.GetLastWriteTimeUtc)!;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    private static byte[] Command(byte id, Action<BinaryWriter> payload)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("DOTNET_IPC_V1\0"u8);
        writer.Write((ushort)0);
        writer.Write(EventPipe);
        writer.Write(id);
        writer.Write((ushort)0);
        payload(writer);
        writer.Flush();
        var bytes = stream.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(14), (ushort)bytes.Length);
        return bytes;
    }

    private static void Write(BinaryWriter writer, string text)
    {
        writer.Write((uint)text.Length + 1);
        writer.Write(Encoding.Unicode.GetBytes(text + '\0'));
    }

    private static byte[] ReadExactly(Socket socket, int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var part = socket.Receive(bytes.AsSpan(read));
            read += part > 0 ? part : throw new IOException("The runtime closed its diagnostic port.");
        }

        return bytes;
    }

    private static void ReadToEnd(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        while (socket.Receive(buffer) > 0)
        {
        }
    }
}
