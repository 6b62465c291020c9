using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Scenes;

/// <summary>Painted rooms, the least recently used leave first. A room depends on nothing that belongs to a merchant but a colour.</summary>
internal sealed class RoomCache(long mostBytes)
{
    private readonly Lock gate = new();
    private readonly LinkedList<(Key Key, Raster Room)> recent = new();
    private readonly Dictionary<Key, LinkedListNode<(Key Key, Raster Room)>> rooms = [];
    private long bytes;

    internal long Bytes
    {
        get
        {
            lock (gate)
            {
                return bytes;
            }
        }
    }

    internal Raster Get(RoomFrame frame, Tint? wall, Tint? floor, Lanes lanes)
    {
        var key = new Key(frame.Scene.Id, wall, floor, frame.Width, frame.Height, frame.FloorLine, frame.Light, frame.Seed);
        lock (gate)
        {
            if (rooms.TryGetValue(key, out var known))
            {
                recent.Remove(known);
                recent.AddFirst(known);
                return known.Value.Room;
            }
        }

        var room = Room.Paint(frame, lanes);
        lock (gate)
        {
            if (room.Pixels.Length <= mostBytes && !rooms.ContainsKey(key)) // another job may have painted it meanwhile
            {
                rooms[key] = recent.AddFirst((key, room));
                bytes += room.Pixels.Length;
                while (bytes > mostBytes)
                {
                    var oldest = recent.Last!;
                    bytes -= oldest.Value.Room.Pixels.Length;
                    rooms.Remove(oldest.Value.Key);
                    recent.RemoveLast();
                }
            }
        }

        return room;
    }

    private sealed record Key(string Scene, Tint? Wall, Tint? Floor, int Width, int Height, int FloorLine, LightSide Light, int Seed);
}
