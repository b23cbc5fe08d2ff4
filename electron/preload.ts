// Gives the window one object and nothing else of Electron.
import { contextBridge, ipcRenderer } from 'electron';
import type { EventName, WorkstationBridge } from './contract/contract';

const bridge: WorkstationBridge = {
  call: (name, input) => ipcRenderer.invoke('workstation.call', name, input) as ReturnType<WorkstationBridge['call']>,
  listen(listener) {
    const hear = (_event: unknown, name: EventName, payload: unknown): void => listener(name, payload);
    ipcRenderer.on('workstation.event', hear);
    return () => ipcRenderer.off('workstation.event', hear);
  },
};

contextBridge.exposeInMainWorld('workstation', bridge);
