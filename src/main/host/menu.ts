/** The desktop menu: what people expect of a window, and nothing that leaves it. */

/** A menu entry in the desktop framework's own terms, said here without importing it. */
export interface MenuEntry {
  label?: string;
  role?: string;
  type?: 'separator';
  submenu?: MenuEntry[];
}

export function menuTemplate(name: string, platform: NodeJS.Platform, packaged: boolean): MenuEntry[] {
  const view: MenuEntry[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  const templates: MenuEntry[] = [
    { label: 'File', submenu: [{ role: platform === 'darwin' ? 'close' : 'quit' }] },
    { role: 'editMenu' },
    { label: 'View', submenu: packaged ? view : [...view, { type: 'separator' }, { role: 'toggleDevTools' }] },
    { role: 'windowMenu' },
  ];
  return platform === 'darwin' ? [{ label: name, role: 'appMenu' }, ...templates] : templates;
}
